import { setTimeout as sleep } from 'node:timers/promises'
import { escapeMarkdown, log, table, UserError, writeSummary } from '@tsh/action'
import type { Answer, HttpRequest } from '@tsh/remote'
import { type Check, failure, type Result } from './expectation.ts'
import type { SmokeInputs } from './inputs.ts'

/** Sends one request, from here or from the server. */
export type Ask = (request: HttpRequest) => Promise<Answer>

const PAUSE = 1000

/**
 * Asks everything at once, and again what failed until the time is up.
 * @throws UserError with a line for each check that did not pass
 */
export async function check({ url, checks, timeout }: SmokeInputs, ask: Ask): Promise<{ passed: number }> {
  const deadline = Date.now() + timeout * 1000
  const results = await Promise.all(checks.map(one => untilPassed(url, one, deadline, ask)))
  for (const { passed, method, path, actual, attempts } of results) {
    log.info(`${passed ? 'passed' : 'FAILED'}: ${method} ${path} → ${actual} (${attempts} attempts)`)
  }
  await report(url, results)
  const failed = results.filter(({ passed }) => !passed)
  if (failed.length > 0) throw new UserError(failed.map(failure))
  return { passed: results.length }
}

async function untilPassed(url: string, wanted: Check, deadline: number, ask: Ask): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    const started = Date.now()
    const actual = await ask({ url: url + wanted.path, method: wanted.method }).then(
      answer => ({ status: answer.status, text: `HTTP ${answer.status}` }),
      (cause: Error) => ({ status: 0, text: cause.message }),
    )
    const passed = wanted.statuses.includes(actual.status)
    const result = { ...wanted, passed, actual: actual.text, attempts, milliseconds: Date.now() - started }
    if (passed || Date.now() + PAUSE > deadline) return result
    await sleep(PAUSE)
  }
}

async function report(url: string, results: readonly Result[]): Promise<void> {
  const rows = results.map(({ passed, method, path, actual, attempts, milliseconds }) => [
    passed ? '✅' : '❌',
    escapeMarkdown(`${method} ${path}`),
    escapeMarkdown(actual),
    String(attempts),
    `${milliseconds} ms`,
  ])
  const head = ['', 'Check', 'Answer', 'Attempts', 'Time']
  await writeSummary(`### Smoke tests of ${escapeMarkdown(url)}\n\n${table(head, rows)}\n`)
}
