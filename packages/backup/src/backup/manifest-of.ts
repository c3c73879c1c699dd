import { workflowRun } from '@tsh/action'
import type { DatabaseProperties, Snapshot, TableCount } from '@tsh/postgres'
import type { Dumped } from '../archive/dump.ts'
import {
  type Level,
  type Manifest,
  type ManifestObject,
  type ManifestProperties,
  SCHEMA,
  type SideObjects,
  type Verification,
} from '../catalogue/manifest.ts'
import type { BackupContext } from '../context.ts'
import type { WriteOptions } from '../store/bucket.ts'

/** A complete dump, with the counts of its snapshot. */
export interface Written {
  dump: Dumped
  tables: TableCount[]
  rows: number
  /** SQL that creates the roles. */
  roles: Buffer
  snapshot: Snapshot
  properties: DatabaseProperties
  codec: string
}

interface Stored extends Omit<Written, 'dump'> {
  dump: Dumped & ManifestObject
  /** The other objects of the backup. */
  objects: SideObjects
  options: WriteOptions
}

/** The manifest of a backup whose objects are all in the bucket. */
export function manifestOf(context: BackupContext, stored: Stored): Manifest {
  const { inputs, id, facts, database, warnings, clock } = context
  const { dump, options } = stored
  const run = workflowRun()
  const ahead = facts.readAt - Date.parse(facts.now)
  const now = Date.now()
  const { list, entries, warnings: dumpWarnings, sha256Plain, ...object } = dump
  const age = options.encryption.mode === 'age'
  return {
    ...{
      schema: SCHEMA,
      id,
      environment: inputs.storage.environment,
      database: facts.database,
      version: inputs.version,
    },
    ...{
      started: facts.now,
      finished: new Date(now - ahead).toISOString(),
      seconds: Math.round((now - facts.readAt) / 100) / 10,
    },
    clocks: { runner: ahead, store: ahead + clock },
    ...{
      repository: run.repository,
      commit: run.sha,
      branch: run.branch,
      run: run.url,
      attempt: run.attempt,
      actor: run.actor,
    },
    server: {
      ...serverFacts(facts),
      properties: age ? withoutValues(stored.properties) : stored.properties,
    },
    source: database.source,
    dump: { version: facts.dumpVersion, codec: stored.codec, snapshot: stored.snapshot.id },
    encryption: { ...options.encryption, ...(age ? { recipients: inputs.encryption.recipients } : {}) },
    objects: { dump: { ...object, ...(age ? { sha256Plain } : {}) }, ...stored.objects },
    contents: {
      ...{ tables: stored.tables, rows: stored.rows, entries },
      ...{ sequences: stored.snapshot.sequences, largeObjects: stored.snapshot.largeObjects },
      ...(stored.snapshot.ownersCode ? { ownersCode: true } : {}),
    },
    ...(inputs.allowShrinkReason === '' ? {} : { allowShrink: inputs.allowShrinkReason }),
    warnings: [...warnings, ...dumpWarnings],
    verification: verificationOf(inputs.verify),
    protected: false,
  }
}

const withoutValues = (properties: DatabaseProperties): ManifestProperties => ({
  ...properties,
  settings: properties.settings.map(({ role, name }) => ({ role, name })),
})

function verificationOf(level: Level): Verification[] {
  const at = new Date().toISOString()
  const listed: Verification = {
    level: 1,
    at,
    detail: 'uploaded completely; every table, sequence and extension of the snapshot is listed',
  }
  if (level < 2) return [listed]
  const detail =
    'fully decoded and hashed on the server; the same SHA-256 was uploaded and read back from the bucket'
  return [listed, { level: 2, at, detail }]
}

function serverFacts({
  version,
  systemIdentifier,
  serverStarted,
  database,
  owner,
  encoding,
  collate,
  ctype,
  ...rest
}: BackupContext['facts']): Manifest['server'] {
  const { localeProvider, providerLocale, dataChecksums, size, extensions, roles, lsn, revision } = rest
  return {
    version,
    systemIdentifier,
    serverStarted,
    database,
    owner,
    encoding,
    collate,
    ctype,
    ...(localeProvider ? { localeProvider, providerLocale: providerLocale ?? '' } : {}),
    dataChecksums,
    size,
    extensions,
    roles,
    lsn,
    revision,
  }
}
