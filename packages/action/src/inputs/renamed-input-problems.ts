import { RENAMED_INPUTS, type Renamed } from './renamed-inputs.ts'

/**
 * The old names that a step still uses. The runner warns about an input that action.yml does not declare, and passes it
 * on all the same; without it the action would run with other values than the caller meant.
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
  const sentence = name === old ? `input "${old}" belongs to` : `input "${old}" is called "${name}" now`
  if (action === undefined) return note === undefined ? sentence : `${sentence}: ${note.replaceAll('`', '')}`
  return name === old
    ? `${sentence} the action ${action} now`
    : `${sentence}, and belongs to the action ${action}`
}
