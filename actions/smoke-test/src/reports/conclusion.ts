import type { Findings } from '../checks/check.ts'
import type { SmokeInputs } from '../inputs.ts'
import { watchSummary } from '../watch.ts'

/** The verdict as a sentence, with the result of the watch. */
export function conclusionOf(addresses: Pick<SmokeInputs, 'url' | 'slotUrl'>, findings: Findings): string {
  const { watched, results } = findings
  const conclusion = conclusionOfChecks(addresses, findings)
  if (!watched) return conclusion
  if (!watched.ended) return `${conclusion}, ${watchSummary(watched)}`
  return `all ${results.length} checks passed at first, then ${conclusion} (${watchSummary(watched)})`
}

function conclusionOfChecks(
  { url, slotUrl }: Pick<SmokeInputs, 'url' | 'slotUrl'>,
  { verdict, results, slot, slotProblem }: Findings,
): string {
  if (verdict === 'passed') return `all ${results.length} checks passed`
  const failed = `${results.filter(({ passed }) => !passed).length} of ${results.length} checks fail`
  if (verdict === 'edge') {
    return `${failed} at ${url} and pass at ${slotUrl} on the server: the release is healthy, but not reachable from outside. Check DNS, certificate, proxy and firewall`
  }
  if (slotProblem) return `${failed}, and the server could not be tested: ${slotProblem}`
  if (!slot) return failed
  const onServer = slot.filter(({ passed }) => !passed).length
  return onServer > 0
    ? `${failed}, ${onServer} of them on the server as well: the release is bad`
    : `${failed} at ${url} and pass at ${slotUrl} on the server; treated as a bad release because of "edge-failure"`
}
