import { setTimeout as sleep } from 'node:timers/promises'
import { escapeMarkdown, inlineCode, log, writeSummary } from '@tsh/action'
import type { Answer, HttpRequest } from '@tsh/remote'
import type { RollbackInputs } from './inputs.ts'
import type { RolledBack } from './roll-back.ts'

const ATTEMPTS = 5
const PAUSE_MS = 2000

/**
 * Requests the public URL from the runner, as a visitor would, after a rollback. What fails there is reported and undoes
 * nothing: on the server itself the rollback is proven already.
 * @returns `ok` or `failed`; empty when nothing was rolled back
 */
export async function verifyPublicUrl(
  { outcome, version }: RolledBack,
  { publicUrl, application: { healthPath } }: Pick<RollbackInputs, 'publicUrl' | 'application'>,
  ask: (request: HttpRequest) => Promise<Answer>,
): Promise<'ok' | 'failed' | ''> {
  if (outcome !== 'rolled-back') return ''
  const url = new URL(healthPath, publicUrl).href
  let seen = ''
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await sleep(PAUSE_MS)
    const status = await ask({ url }).then(
      answer => answer.status,
      (cause: Error) => cause.message,
    )
    if (typeof status === 'number' && status < 500) {
      log.info(`${url} answers from here: HTTP ${status}`)
      return 'ok'
    }
    seen = typeof status === 'number' ? `HTTP ${status}` : status
  }
  log.warning(
    `${version} is live again and proven on the server, but ${url} fails from here (${seen}, ${ATTEMPTS} attempts). Check DNS, the load balancer and the certificate`,
    'rollback',
  )
  await writeSummary(`The public URL ${inlineCode(url)} fails from the runner: ${escapeMarkdown(seen)}.\n`)
  return 'failed'
}
