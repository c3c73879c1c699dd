/** A named command of the gate. */
export interface Command {
  name: string
  line: string
}

/** How one command ended. */
export interface Result extends Command {
  code: number
  seconds: number
}

/** Reads `name: command`; the name is letters, digits, blanks, dots and hyphens. */
export function parseCommand(text: string): Command | undefined {
  const [, name, line] = /^([A-Za-z0-9][A-Za-z0-9 ._-]*):\s+(\S.*)$/.exec(text) ?? []
  return name && line ? { name: name.trim(), line: line.trim() } : undefined
}

/** The names of what failed; empty when the gate is open. */
export function failures(results: readonly Result[]): string[] {
  return results.filter(({ code }) => code !== 0).map(({ name, code }) => `${name} (exit code ${code})`)
}
