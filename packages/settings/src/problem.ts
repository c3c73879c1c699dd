/** A position in a text; lines and columns are 1-based. */
export interface Position {
  line: number
  column: number
}

/** A problem in a settings file. */
export interface Problem extends Position {
  /** The setting, such as `environments.production.server`; empty for the file as a whole. */
  path: string
  /** The problem, the actual value unless it can be a secret, and the fix. Continues the sentence started by `path`. */
  message: string
}

export const START: Position = { line: 1, column: 1 }

/** A problem as one line, in the format that editors turn into a link. */
export function problemLine(file: string, { line, column, path, message }: Problem): string {
  return `${file}:${line}:${column}  ${path === '' ? message : `${path} ${message}`}`
}

/** Sorts problems by position. Duplicates caused by aliases are reported once. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>()
  for (const problem of problems) {
    const { line, column, path, message } = problem
    const key = `${line}:${column} ${path.split('.').at(-1)} ${message}`
    if (!byPlace.has(key)) byPlace.set(key, problem)
  }
  return [...byPlace.values()].sort(
    (one, other) => one.line - other.line || one.column - other.column || (one.path < other.path ? -1 : 1),
  )
}
