import type { BackupFacts } from '@tsh/deployment'
import type { Facts } from '../facts.ts'
import { absent, byRelease, type Finding, missing, notApplicable, proven, skipped } from './finding.ts'

/** The backup before the first change. */
export const backup = byRelease((release, facts): Finding => {
  const { backupProof, withoutBackup } = release
  if (backupProof) return provenBackup(backupProof, release.at)
  if (!facts.hasDatabase) return absent(facts, 'the settings define no database')
  if (withoutBackup !== undefined) return skipped(withoutBackup, release.actor)
  if (facts.jobs['pre-flight']?.outputs['needs-backup'] === 'false')
    return notApplicable('nothing had been live, and the database was empty')
  return missing('the journal has no backup')
})

function provenBackup(backup: BackupFacts, startedAt: string | undefined): Finding {
  const { id, size, rows, level, finished } = backup
  const age = Math.max(0, Math.round((Date.parse(startedAt ?? '') - Date.parse(finished)) / 1000))
  const text = `${id}: ${size} bytes, ${rows} rows, level ${level}, ${age} s old`
  return proven(text, { ...backup, ageSeconds: age })
}

/** The switch between the slots. */
export const slots = byRelease(({ traffic }, facts): Finding => {
  if (!facts.hasSlots) return absent(facts, 'the service has no slots')
  if (traffic === undefined) return missing('the journal has no switch of the traffic')
  const { from, to, milliseconds, probes, lost } = traffic
  return proven(`${from} → ${to} in ${milliseconds} ms, ${lost} of ${probes} probe requests lost`, traffic)
})

/** The job that rolls back, and its target. */
export const automaticRollback = byRelease(({ previous }, { jobs }): Finding => {
  if (jobs.rollback === undefined) return missing('the run has no job "rollback"')
  if (previous === undefined) return notApplicable('nothing was live before')
  const fired = jobs.rollback.result !== 'skipped'
  return proven(`${fired ? 'used' : 'armed'}, target ${previous.version}`, {
    fired,
    target: previous.version,
  })
})

/** Whether the journal and the deployments on GitHub have what is live. */
export function tracking({ journal: { release, live, problem }, tracked, version }: Facts): Finding {
  if (problem !== undefined) return missing(problem)
  if (live === undefined) return missing('the journal has no live release')
  if (release?.state !== 'switched' || live.version !== version)
    return missing(`the journal has ${live.version} as the live version, not ${version}`)
  const { id, state } = release
  if (tracked.deployment === undefined)
    return missing(`release ${id} is live in the journal, but not on GitHub: ${tracked.problem ?? 'unknown'}`)
  const evidence = { release: id, state, deployment: tracked.deployment }
  return proven(
    `release ${id} is live in the journal, and deployment ${tracked.deployment} on GitHub`,
    evidence,
  )
}
