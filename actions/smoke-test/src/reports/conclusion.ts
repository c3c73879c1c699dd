import type { Findings } from '../checks/check.ts'
import type { SmokeInputs } from '../inputs.ts'
import { sentenceOf } from '../watch.ts'

/** The verdict as a sentence, with what was seen in the watch. */
export function conclusionOf(addresses: Pick<SmokeInputs, 'url' | 'slotUrl'>, findings: Findings): string {
  const { watched, results } = findings
  const said = conclusionOfChecks(addresses, findings)
  if (!watched) return said
  if (!watched.ended) return `${said}, ${sentenceOf(watched)}`
  return `all ${results.length} checks passed at first, then ${said} (${sentenceOf(watched)})`
}

function conclusionOfChecks(
  { url, slotUrl }: Pick<SmokeInputs, 'url' | 'slotUrl'>,
  { verdict, results, slot, slotProblem }: Findings,
): string {
  if (verdict === 'passed') return `all ${results.length} checks passed`
  const failed = `${results.filter(({ passed }) => !passed).length} of ${results.length} checks fail`
  if (verdict === 'edge') {
    return `${failed} at ${url} and pass at ${slotUrl} on the server: the release is good, the way to it is not. Look at DNS, certificate, proxy and firewall`
  }
  if (slotProblem) return `${failed}, and the server could not be asked: ${slotProblem}`
  if (!slot) return failed
  const onServer = slot.filter(({ passed }) => !passed).length
  return onServer > 0
    ? `${failed}, ${onServer} of them on the server too: the release is bad`
    : `${failed} at ${url} and pass at ${slotUrl} on the server; "edge-failure" counts that as a bad release`
}
