import { type Shard, WHOLE } from '@tsh/testing/shard'
import type { Part } from './parts.ts'
import type { Outcome } from './run-command.ts'

/** Runs a shard of a part, by default all of it, and prints one line about it, after its failures. */
export async function runPart({ name, run }: Part, shard: Shard = WHOLE): Promise<Outcome> {
  const startedAt = Date.now()
  const outcome = await run(shard).catch(
    (error: Error): Outcome => ({ passed: 0, skipped: 0, failures: [String(error.stack)] }),
  )
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  for (const failure of outcome.failures) console.log(`✗ ${failure}`)
  const { passed, failures } = outcome
  const counts = failures.length === 0 ? `${passed} passed` : `${passed} passed, ${failures.length} failed`
  console.log(`${failures.length === 0 ? '✓' : '✗'} ${name}: ${counts} in ${seconds} s`)
  return outcome
}

/** Runs independent parts in parallel. */
export const runParallel = (parts: readonly Part[]): Promise<Outcome[]> =>
  Promise.all(parts.map(part => runPart(part)))

/** Runs parts one after the other. */
export async function runInOrder(parts: readonly Part[], shard: Shard = WHOLE): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const part of parts) outcomes.push(await runPart(part, shard))
  return outcomes
}
