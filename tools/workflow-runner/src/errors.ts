/** A mistake of the person who runs the workflow or wrote it: the message is all they need, no stack. */
export class UserError extends Error {
  override name = 'UserError'
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
