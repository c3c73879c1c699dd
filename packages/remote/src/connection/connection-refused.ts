/** SSH_OPEN_CONNECT_FAILED (RFC 4254, section 5.1): sshd could not connect to the address. */
const CONNECT_FAILED = 2

/** Whether a request failed because nothing on the server listens at its address. */
export function isConnectionRefused(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const { reason } = (cause.cause ?? {}) as { reason?: unknown }
  return reason === CONNECT_FAILED
}
