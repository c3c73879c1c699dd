/** Something the user can mend: shown as one line, without a stack. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError'
}

/** The text of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
