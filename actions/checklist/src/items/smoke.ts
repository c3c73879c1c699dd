import type { Facts } from '../facts.ts'
import { numberIn, recordsIn } from '../jobs.ts'
import { absent, type Finding, missing, proven } from './finding.ts'

/** The checks at the public URL. */
export function smokeTests({ jobs }: Facts): Finding {
  const problem = smokeProblem(jobs['smoke-tests'])
  if (problem !== undefined) return missing(problem)
  const { passed = '', results } = jobs['smoke-tests']?.outputs ?? {}
  const checks = recordsIn(results)
  const names = checks.map(({ name, got, milliseconds }) => `${name}: ${got} in ${milliseconds} ms`)
  return proven(names.length > 0 ? names.join('; ') : `${passed} checks passed`, {
    passed: Number(passed),
    checks,
  })
}

/** The public URL, which visitors use. */
export function publicEndpoint(facts: Facts): Finding {
  const { jobs, url } = facts
  if (url === undefined) return absent(facts, 'the settings define no public URL')
  const problem = smokeProblem(jobs['smoke-tests'])
  if (problem !== undefined) return missing(`${url}: ${problem}`)
  const [first] = recordsIn(jobs['smoke-tests']?.outputs.results)
  if (first === undefined) return missing(`${url}: the smoke tests have reported no response`)
  const days = numberIn(jobs['smoke-tests']?.outputs['certificate-days'])
  if (url.startsWith('https:') && days === undefined) return missing(`${url}: the certificate is unknown`)
  const certificate = days === undefined ? 'no TLS' : `the certificate is valid for ${days} days`
  return proven(`${url}: ${first.got}, ${certificate}`, {
    ...{ url, status: first.got },
    ...(days === undefined ? {} : { certificateDays: days }),
  })
}

function smokeProblem(job: Facts['jobs'][string] | undefined): string | undefined {
  const verdict = job?.outputs.verdict || 'none'
  if (verdict === 'passed') return undefined
  return `the smoke tests ended with the result ${job?.result ?? 'unknown'}, verdict ${verdict}`
}
