import type { Facts } from '../facts.ts'
import { numberIn, recordsIn } from '../jobs.ts'
import { type Finding, missing, proven, skipped } from './finding.ts'

/** The names of the job in deploy-production and deploy-staging. */
const JOBS = ['pre-deployment', 'test'] as const
/** Kinds of commands that the standard lists. */
const KINDS = ['lint', 'types', 'unit'] as const

/** Which tests ran, by kind. */
export function tests(facts: Facts): Finding {
  const job = jobOf(facts)
  if (job?.result === 'skipped') return skippedTests(facts)
  if (job?.result !== 'success') return missing(`the tests ended with the result ${job?.result ?? 'unknown'}`)
  const evidence = testResults(facts)
  if (evidence.commands.length === 0) return missing('the test gate has reported no commands')
  const kinds = evidence.commands.map(({ kind }) => kind)
  const without = KINDS.filter(kind => !kinds.includes(kind))
  if (facts.mode === 'enforce' && without.length > 0)
    return missing(`no command is of the kind ${without.join(' or ')}. Set "kind" in "test.commands"`)
  return proven(textOf(evidence), evidence)
}

function skippedTests({ journal: { release }, actor }: Facts): Finding {
  const reason = release?.withoutTests
  return reason === undefined
    ? missing('the tests did not run, and the journal has no reason')
    : skipped(reason, release?.actor ?? actor)
}

/** The results of the test gate; empty if it did not run. */
export interface TestResults {
  commands: TestCommand[]
  tests?: number
  failed?: number
  skipped?: number
  /** Covered lines in percent. */
  coverage?: number
}

interface TestCommand extends Record<string, unknown> {
  name: string
  kind: string
  passed: boolean
  seconds: number
}

export function testResults(facts: Pick<Facts, 'jobs'>): TestResults {
  const outputs = jobOf(facts)?.outputs ?? {}
  const numbers = {
    tests: numberIn(outputs.tests),
    failed: numberIn(outputs.failed),
    skipped: numberIn(outputs.skipped),
    coverage: numberIn(outputs['coverage-percent']),
  }
  const known = Object.entries(numbers).filter(([, number]) => number !== undefined)
  return { commands: recordsIn(outputs.results) as TestCommand[], ...Object.fromEntries(known) }
}

const jobOf = ({ jobs }: Pick<Facts, 'jobs'>) => JOBS.map(name => jobs[name]).find(job => job !== undefined)

function textOf({ commands, tests, coverage }: TestResults): string {
  const parts = commands.map(({ name, kind, seconds, tests }) => {
    const counts = typeof tests === 'number' ? `, ${tests} tests` : ''
    return `${name}${kind === name ? '' : ` (${kind})`} passed in ${seconds} s${counts}`
  })
  if (tests !== undefined) parts.push(`${tests} tests in all`)
  if (coverage !== undefined) parts.push(`coverage ${coverage} %`)
  return parts.join('; ')
}
