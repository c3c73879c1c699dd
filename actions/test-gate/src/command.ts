/** Records a problem of one line of the input. */
export type NoteProblem = (line: number, text: string) => void
/** What a command proves; the checklist of a deployment names lint, types and unit tests. */
export const KINDS = ['lint', 'types', 'unit', 'other'] as const
export type Kind = (typeof KINDS)[number]

/** A command of the gate. */
export interface Command {
  name: string
  kind: Kind
  /** The shell line. */
  run: string
  /** Folder that it runs in, relative to the workspace. */
  workingDirectory: string
  timeoutSeconds: number
  /** Variables in addition to those of every command. */
  env: Record<string, string>
  /** Path or pattern of its JUnit reports, relative to its folder. */
  report?: string
  /** Path or pattern of its coverage reports, relative to its folder. */
  coverage?: string
}

/** What a command takes from the gate where it sets nothing itself. */
export type CommandDefaults = Pick<Command, 'workingDirectory' | 'timeoutSeconds'>

/** Reads `name: command`; the name is letters, digits, blanks, dots and hyphens. */
export function parseCommandLine(text: string, defaults: CommandDefaults): Command | undefined {
  const [, name, run] = /^([A-Za-z0-9][A-Za-z0-9 ._-]*):\s+(\S.*)$/.exec(text) ?? []
  return name && run ? command(name.trim(), run.trim(), defaults) : undefined
}

/** A command that sets nothing but its shell line. Its kind is its name, where that is one. */
export function command(name: string, run: string, defaults: CommandDefaults): Command {
  return { name, kind: KINDS.find(kind => kind === name) ?? 'other', run, env: {}, ...defaults }
}
