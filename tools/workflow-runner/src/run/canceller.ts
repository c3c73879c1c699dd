/** Something that can be cancelled once; children are cancelled with it. */
export interface Canceller {
  readonly cancelled: boolean
  readonly reason: string
  cancel(reason: string): void
  /** Calls back on cancellation, immediately if already cancelled. @returns a function that stops listening */
  onCancel(listener: () => void): () => void
}

export function createCanceller(parent?: Canceller): Canceller {
  const listeners = new Set<() => void>()
  let reason: string | undefined
  const canceller: Canceller = {
    get cancelled() {
      return reason !== undefined
    },
    get reason() {
      return reason ?? ''
    },
    cancel(cause) {
      if (reason !== undefined) return
      reason = cause
      for (const listener of [...listeners]) listener()
    },
    onCancel(listener) {
      if (reason !== undefined) listener()
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  parent?.onCancel(() => canceller.cancel(parent.reason))
  return canceller
}
