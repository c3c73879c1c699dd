/** A named command of the gate. */
export interface Command {
  name: string
  line: string
}

/** The result of one command. */
export interface Result extends Command {
  code: number
  seconds: number
}

/** Parses `name: command`; the name consists of letters, digits, spaces, dots, underscores and hyphens. */
export function parseCommand(text: string): Command | undefined {
  const [, name, line] = /^([A-Za-z0-9][A-Za-z0-9 ._-]*):\s+(\S.*)$/.exec(text) ?? []
  return name && line ? { name: name.trim(), line: line.trim() } : undefined
}

/** The failed commands with their exit codes; empty if the gate passes. */
export function failures(results: readonly Result[]): string[] {
  return results.filter(({ code }) => code !== 0).map(({ name, code }) => `${name} (exit code ${code})`)
}
