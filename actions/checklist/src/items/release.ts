import type { ServiceHealth } from '@tsh/deployment'
import { isPrepared } from '../facts.ts'
import { absent, byRelease, type Finding, missing, notApplicable, proven, skipped } from './finding.ts'

/** The schema before and after the migrations. */
export const migrations = byRelease((release, facts): Finding => {
  const { withoutMigrations, migrates, revisionBefore, revisionAfter, revisionProblem } = release
  if (!facts.hasDatabase) return absent(facts, 'the settings define no database')
  if (withoutMigrations !== undefined) return skipped(withoutMigrations, release.actor)
  if (!isPrepared(release))
    return missing(`the release is ${release.state}, and it is unknown whether it migrated`)
  if (revisionAfter === undefined)
    return migrates
      ? missing(
          `the schema revision after the migrations is unknown (${revisionProblem ?? 'it was not read'})`,
        )
      : notApplicable('the settings define no migrations')
  const before = revisionBefore ?? 'unknown'
  const evidence = { before, after: revisionAfter, applied: release.migrations ?? [] }
  return proven(
    before === revisionAfter ? `unchanged at ${before}` : `${before} → ${revisionAfter}`,
    evidence,
  )
})

/** Which containers were healthy, and how long that took. */
export const health = byRelease(({ health = [] }): Finding => {
  if (health.length === 0) return missing('the journal has no containers of the release')
  const bad = health.filter(({ state }) => !GOOD.includes(state))
  if (bad.length > 0) return missing(bad.map(({ service, state }) => `${service} is ${state}`).join(', '))
  return proven(health.map(described).join(', '), { services: health })
})

/** A container without a health check runs, or has done its work. */
const GOOD = ['healthy', 'running', 'exited']

const described = ({ service, state, seconds }: ServiceHealth): string =>
  `${service} ${state}${seconds === undefined ? '' : ` after ${seconds} s`}`

/** Whether the release can be rolled back, known before the traffic moved. */
export const rollback = byRelease(({ rollback, previous }): Finding => {
  if (rollback === undefined)
    return missing('the journal does not say whether the release can be rolled back')
  const to = previous?.version
  const isPossible = rollback === 'possible'
  const evidence = { possible: isPossible, reason: rollback, ...(to === undefined ? {} : { to }) }
  return proven(isPossible ? `yes, to ${to}` : `no, because ${because(rollback)}`, evidence)
})

const because = (rollback: string): string => rollback.replace(/^refused automatically, /, '')
