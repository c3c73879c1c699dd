import { RENAMED_INPUTS, type Renamed } from './renamed-inputs.ts'

/**
 * Problems for renamed inputs that a step still sets. The runner only warns about undeclared inputs and passes them on;
 * without this check the action would run with other values than intended.
 */
export function renamedInputProblems(
  action: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  return Object.entries(RENAMED_INPUTS[action] ?? {})
    .filter(([old]) => environment[`INPUT_${old.toUpperCase()}`]?.trim())
    .map(([old, now]) => problemOf(old, now))
}

function problemOf(old: string, { name, action, note }: Renamed): string {
  const sentence = name === old ? `input "${old}" belongs to` : `input "${old}" was renamed to "${name}"`
  if (action === undefined) return note === undefined ? sentence : `${sentence}: ${note.replaceAll('`', '')}`
  return name === old ? `${sentence} action ${action} now` : `${sentence} and belongs to action ${action} now`
}
