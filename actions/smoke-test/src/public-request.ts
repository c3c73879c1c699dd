import type { Ask } from './check.ts'

/** Asks from this machine. A redirect is an answer of its own and not followed. */
export const askPublicly: Ask = async ({ url, method = 'GET', headers = {}, timeout = 10_000 }) => {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    })
    await answer.body?.cancel()
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: '' }
  } catch (cause) {
    const { code, message } = ((cause as Error).cause ?? cause) as NodeJS.ErrnoException
    throw new Error(code ?? message, { cause })
  }
}
