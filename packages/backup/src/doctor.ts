import { escapeMarkdown, log, table, writeSummary } from '@tsh/action'
import { openDatabase, openSession } from '@tsh/postgres'
import { formatBytes } from '@tsh/server-query'
import { checkFacts, readFacts } from './backup/facts.ts'
import { backupIds, newestManifests } from './catalogue/catalogue.ts'
import { type BackupKeys, backupKeys, idOfData } from './catalogue/keys.ts'
import { verifiedLevel } from './catalogue/manifest.ts'
import type { Ports } from './context.ts'
import type { BackupInputs } from './inputs/inputs.ts'
import type { Bucket } from './store/bucket.ts'
import { probeStore } from './store/store-probe.ts'

const DAY = 86_400_000

/** A check result: passed, or with advice. */
interface Finding {
  what: string
  /** Missing if the check passed. */
  advice?: string | undefined
}

/**
 * Checks everything that a backup depends on without changing anything but the probe: bucket settings, encryption,
 * database, the state of the catalogue, and stale data of earlier runs.
 */
export async function examine(
  inputs: BackupInputs,
  { remote, bucket, signal }: Ports,
): Promise<{ findings: number }> {
  const skew = await bucket.check(inputs.storage.prefix)
  const database = await openDatabase(inputs, remote, 'tsh-pg-backup:doctor', 'backup')
  const session = await openSession(database, 600)
  try {
    const facts = await readFacts(database, session)
    signal.throwIfAborted()
    const keys = backupKeys(inputs.storage, facts.database)
    const store = await probeStore(bucket, keys, inputs)
    const findings = [
      { what: `database "${facts.database}", ${formatBytes(facts.size)}, PostgreSQL ${facts.version}` },
      ...checkFacts(facts).map(advice => ({ what: 'database', advice })),
      finding(
        'clock of the store',
        Math.abs(skew) > 5 * 60_000,
        `it differs by ${Math.round(skew / 1000)} s; correct this machine's clock`,
      ),
      finding('objects are never overwritten', store.warnings.length > 0, store.warnings.join('; ')),
      ...(await bucketFindings(bucket, keys)),
      ...(await catalogueFindings(bucket, keys)),
    ]
    await show(findings)
    return { findings: findings.filter(({ advice }) => advice).length }
  } finally {
    await session.close()
  }
}

function finding(what: string, bad: boolean | undefined, advice: string): Finding {
  return bad ? { what, advice } : { what: bad === undefined ? `${what} (unknown to the store)` : what }
}

async function bucketFindings(bucket: Bucket, keys: BackupKeys): Promise<Finding[]> {
  const { versioning, publicAccessBlocked, abortRule, expiringPrefixes, objectLock } = await bucket.settings()
  const not = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value)
  const expiring = expiringPrefixes?.filter(prefix => keys.data.startsWith(prefix))
  return [
    finding('public access is blocked', not(publicAccessBlocked), 'block all public access to the bucket'),
    finding(
      'versions are kept',
      not(versioning),
      'turn on versioning, so that an overwritten or deleted backup can be recovered',
    ),
    finding(
      'unfinished uploads are removed',
      not(abortRule),
      'add a lifecycle rule AbortIncompleteMultipartUpload after 2 days; unfinished parts are billed',
    ),
    finding(
      'no rule deletes backups by age',
      expiring && expiring.length > 0,
      `the lifecycle rule for "${expiring?.join('", "')}" also deletes the last good backup when backups stop; use "retention-days" instead`,
    ),
    {
      what: `object lock is ${objectLock === undefined ? 'unknown' : objectLock ? 'on; retention removes nothing' : 'off'}`,
    },
  ]
}

async function catalogueFindings(bucket: Bucket, keys: BackupKeys): Promise<Finding[]> {
  const ids = await backupIds(bucket, keys)
  const [newest] = await newestManifests(bucket, keys, 1)
  const age = newest ? (Date.now() - Date.parse(newest.finished)) / DAY : Number.POSITIVE_INFINITY
  const open = (await bucket.openUploads(keys.data))?.filter(
    ({ started }) => Date.now() - Date.parse(started) > DAY,
  )
  const orphans = await orphaned(bucket, keys, new Set(ids))
  return [
    finding(
      `${ids.length} backups, newest: ${newest?.id ?? 'none'}`,
      age > 2,
      newest ? `the newest backup is ${Math.floor(age)} days old` : 'there is no backup yet',
    ),
    finding('the newest backup was verified', newest && verifiedLevel(newest) < 2, 'run it with "verify: 2"'),
    finding(
      'no stale uploads',
      open && open.length > 0,
      `${open?.length} incomplete uploads are older than a day (${open
        ?.map(({ key }) => key)
        .slice(0, 3)
        .join(', ')})`,
    ),
    finding(
      'no data without a manifest',
      orphans.length > 0,
      `${orphans.length} folders have no manifest, so they are not used: ${orphans.slice(0, 3).join(', ')}. Restore the deleted manifests below ${keys.catalogue}, or delete them`,
    ),
  ]
}

/** Folders older than two days that belong to no backup. */
async function orphaned(bucket: Bucket, keys: BackupKeys, ids: ReadonlySet<string>): Promise<string[]> {
  const found = new Set<string>()
  for await (const { key, modified } of bucket.list(keys.data)) {
    const id = idOfData(keys, key)
    if (id && !ids.has(id) && Date.now() - Date.parse(modified) > 2 * DAY) found.add(id)
  }
  return [...found]
}

async function show(findings: readonly Finding[]): Promise<void> {
  for (const { what, advice } of findings) {
    if (advice) log.warning(`${what}: ${advice}`, 'pg-backup doctor')
    else log.info(`✓ ${what}`)
  }
  const rows = findings.map(({ what, advice }) => [
    advice ? '⚠️' : '✅',
    escapeMarkdown(what),
    escapeMarkdown(advice ?? ''),
  ])
  await writeSummary(`### Backup doctor\n\n${table(['', 'Check', 'Advice'], rows)}\n`)
}
