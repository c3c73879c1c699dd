import { setTimeout as sleep } from 'node:timers/promises'
import { escapeMarkdown, inlineCode, log, writeSummary } from '@tsh/action'
import type { Answer, HttpRequest } from '@tsh/remote'
import type { RollbackInputs } from './inputs.ts'
import type { RolledBack } from './roll-back.ts'

const ATTEMPTS = 5
const RETRY_INTERVAL_MS = 2000

/**
 * Requests the public URL from the runner, as a user would, after a rollback. A failure is reported but does not revert
 * anything: the rollback is already verified on the server itself.
 * @returns `ok` or `failed`; empty if nothing was rolled back
 */
export async function verifyPublicUrl(
  { outcome, version }: RolledBack,
  { publicUrl, application: { healthPath } }: Pick<RollbackInputs, 'publicUrl' | 'application'>,
  send: (request: HttpRequest) => Promise<Answer>,
): Promise<'ok' | 'failed' | ''> {
  if (outcome !== 'rolled-back') return ''
  const url = new URL(healthPath, publicUrl).href
  let seen = ''
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await sleep(RETRY_INTERVAL_MS)
    const status = await send({ url }).then(
      answer => answer.status,
      (error: Error) => error.message,
    )
    if (typeof status === 'number' && status < 500) {
      log.info(`${url} is reachable from the runner: HTTP ${status}`)
      return 'ok'
    }
    seen = typeof status === 'number' ? `HTTP ${status}` : status
  }
  log.warning(
    `${version} is live again and verified on the server, but ${url} fails from the runner (${seen}, ${ATTEMPTS} attempts). Check DNS, the load balancer and the certificate`,
    'rollback',
  )
  await writeSummary(`The public URL ${inlineCode(url)} fails from the runner: ${escapeMarkdown(seen)}.\n`)
  return 'failed'
}
