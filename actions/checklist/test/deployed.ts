import { escapedJson } from '@tsh/action'
import { formatBuiltServices, type Release } from '@tsh/deployment'
import type { Facts } from '../src/facts.ts'
import type { JobResults } from '../src/jobs.ts'

export const SHA = 'b'.repeat(40)
export const VERSION = 'production-v2026.11.30-bbbbbbb'
export const DIGEST = `sha256:${'1'.repeat(64)}`
export const RUN = 'https://github.com/tsh/tsh-erp/actions/runs/42'

const LIVE = { version: VERSION, sha: SHA }

export const job = (result: string, outputs: Record<string, string> = {}) => ({ result, outputs })

/** A release that is live in slot green after a switch. */
export const RELEASE: Release = {
  ...{
    id: `${VERSION}.42.1`,
    at: '2026-11-30T18:00:00.000Z',
    state: 'switched',
    exposed: true,
    wasLive: true,
  },
  ...{
    version: VERSION,
    sha: SHA,
    slot: 'green',
    services: ['mail'],
    run: RUN,
    actor: 'alice',
    branch: 'main',
  },
  previous: { version: 'production-v2026.11.29-aaaaaaa', sha: 'a'.repeat(40), slot: 'blue' },
  images: [{ image: `erp:${VERSION}`, reference: `ghcr.io/tsh/erp@${DIGEST}`, sizeBytes: 283e6 }],
  ...{ migrates: true, revisionBefore: '0041', revisionAfter: '0042', migrations: ['0042'] },
  ...{ backup: '20261130T175900Z-1a2b', hostKey: `SHA256:${'A'.repeat(43)}`, rollback: 'possible' },
  env: { file: '.env.production', mode: '600', keys: 40, missing: [], environment: 'production' },
  backupProof: {
    ...{ id: '20261130T175900Z-1a2b', size: 1234, rows: 56, level: 2 },
    finished: '2026-11-30T17:59:30.000Z',
  },
  health: [
    { service: 'app_green', state: 'healthy', seconds: 4.2 },
    { service: 'mail', state: 'running' },
  ],
  traffic: { from: 'blue', to: 'green', milliseconds: 320, probes: 40, lost: 0 },
}

export const COMMANDS = ['lint', 'types', 'unit'].map(kind => ({
  ...{ name: kind, kind, passed: true, seconds: 1.5 },
  ...(kind === 'unit' ? { tests: 120, failed: 0, skipped: 2, coveragePercent: 81.4 } : {}),
}))

export const JOBS: JobResults = {
  'determine-version': job('success', { redeploy: 'false' }),
  'pre-flight': job('success', { 'needs-backup': 'true' }),
  'pre-deployment': job('success', {
    results: escapedJson(COMMANDS),
    ...{ tests: '120', failed: '0', skipped: '2', 'coverage-percent': '81.4' },
  }),
  build: job('success', { images: formatBuiltServices(new Map([['app_green', { digest: DIGEST }]])) }),
  'backup-database': job('success', { 'backup-id': '20261130T175900Z-1a2b' }),
  deploy: job('success'),
  'smoke-tests': job('success', {
    ...{ verdict: 'passed', passed: '1', 'certificate-days': '80' },
    results: escapedJson([
      { name: 'GET /health', passed: true, got: 'HTTP 200', attempts: 1, milliseconds: 12 },
    ]),
  }),
  rollback: job('skipped'),
}

/** A deployment to production of which everything is known. */
export const DEPLOYED: Facts = {
  ...{
    environment: 'production',
    mode: 'enforce',
    version: VERSION,
    sha: SHA,
    branch: 'main',
    actor: 'alice',
  },
  ...{ hasDatabase: true, hasSlots: true, url: 'https://erp.example', jobs: JOBS },
  notification: { outcome: 'sent', messageId: '17' },
  journal: { release: RELEASE, live: LIVE },
  tracked: { deployment: 4711 },
}

/** The same with other facts about the release. */
export const withRelease = (changes: Partial<Release>): Facts => ({
  ...DEPLOYED,
  journal: { release: { ...RELEASE, ...changes }, live: LIVE },
})

/** The same with another result of some jobs. */
export const withJobs = (jobs: JobResults): Facts => ({ ...DEPLOYED, jobs: { ...JOBS, ...jobs } })
