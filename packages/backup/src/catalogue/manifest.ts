import { UserError } from '@tsh/action'
import type { DatabaseHost, DatabaseProperties, DatabaseSetting, TableCount } from '@tsh/postgres'

export const SCHEMA = 'tsh.pg-backup/1'

/** Verification level of a backup: 1 = uploaded and listed, 2 = decoded and read back, 3 = restored and counted. */
export type Level = 1 | 2 | 3

export interface Verification {
  level: Level
  /** ISO time. */
  at: string
  detail: string
}

/** An object of a backup in the bucket. */
export interface ManifestObject {
  key: string
  versionId?: string | undefined
  /** Bytes in the bucket. */
  size: number
  /** SHA-256 of the bytes in the bucket. */
  sha256: string
  /** SHA-256 before encryption; missing without encryption, and for short content that it could reveal. */
  sha256Plain?: string | undefined
  /** CRC64NVME of the whole object in Base64, if the store provides it. */
  crc64?: string | undefined
  parts?: number | undefined
  partSize?: number | undefined
}

export interface Contents {
  tables: TableCount[]
  /** Sum of the counted rows. */
  rows: number
  sequences: number
  largeObjects: number
  /** Lines of the archive's contents list. */
  entries: number
  /** Whether a restore evaluates code of non-superusers: checks, generated columns, domains. */
  ownersCode?: boolean | undefined
}

/** Facts that a database server reports about itself and the database. */
export interface ServerFacts {
  /** As `server_version_num`: 150012 is 15.12. */
  version: number
  systemIdentifier: string
  /** Start time in microseconds, which distinguishes the server from its copies. Missing in older backups. */
  serverStarted?: string | undefined
  database: string
  owner: string
  encoding: string
  collate: string
  ctype: string
  /** `icu` or `builtin`, with its locale; empty for the C library. */
  localeProvider?: string | null
  providerLocale?: string | null
  dataChecksums: boolean
  /** Bytes of the database on disk. */
  size: number
  extensions: Record<string, string>
  roles: string[]
  /** Position in the write-ahead log at the snapshot. */
  lsn: string | null
  /** Schema revision, if a known migration tool has recorded it. */
  revision: string | null
  /** Missing in older backups, which did not record them. */
  properties?: ManifestProperties | undefined
}

/** With age, only the names of settings are stored here, because they may contain secrets. The object `settings` has the values. */
export type ManifestProperties = Omit<DatabaseProperties, 'settings'> & {
  settings: (Omit<DatabaseSetting, 'value'> & { value?: string })[]
}

/** `settings` exists only with client-side encryption. */
export type SideObjects = Record<'globals' | 'contents' | 'restore', ManifestObject> & {
  settings?: ManifestObject
}

/** Everything about a backup. It is written last: a backup without a manifest is not valid. */
export interface Manifest {
  schema: typeof SCHEMA
  id: string
  environment: string
  database: string
  /** The version that was about to be deployed; empty for a standalone backup. */
  version: string
  /** Times of the database's clock, ISO. */
  started: string
  finished: string
  seconds: number
  /** Milliseconds that the clocks of the runner and the store are ahead of the database's clock. */
  clocks: { runner: number; store: number }
  repository: string
  commit: string
  branch: string
  run: string
  attempt: string
  actor: string
  server: ServerFacts
  /** The host of the server: a container with its image, or the server itself. */
  source: DatabaseHost
  dump: { version: string; codec: string; snapshot: string }
  encryption: { mode: 'none' | 'sse-s3' | 'sse-kms' | 'age'; key?: string | undefined; recipients?: string[] }
  objects: { dump: ManifestObject } & SideObjects
  contents: Contents
  /** Why a smaller backup than usual was accepted. */
  allowShrink?: string | undefined
  warnings: string[]
  verification: Verification[]
  /** A protected backup is never removed by retention. */
  protected: boolean
}

/** Deterministic output: sorted keys, indented by two. */
export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, sorted, 2)}\n`
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Parses a manifest.
 * @throws UserError with the key when the text is not a manifest
 */
export function parseManifest(key: string, text: string): Manifest {
  const manifest = manifestIn(key, text)
  if (manifest?.schema !== SCHEMA)
    throw new UserError(
      `manifest ${key} has schema "${manifest?.schema}", expected ${SCHEMA}. Use another backup`,
    )
  const { objects, verification, contents, server } = manifest
  if (!objects?.dump?.sha256 || !Array.isArray(verification) || !contents || !server)
    throw new UserError(`manifest ${key} is incomplete, so this is not a backup. Use another backup`)
  return manifest as Manifest
}

function manifestIn(key: string, text: string): Partial<Manifest> | null {
  try {
    return JSON.parse(text) as Partial<Manifest> | null
  } catch (cause) {
    throw new UserError(`manifest ${key} is not readable, so its backup cannot be used. Use another backup`, {
      cause,
    })
  }
}

/** The highest verification level of a backup. */
export function verifiedLevel({ verification }: Pick<Manifest, 'verification'>): Level {
  return Math.max(1, ...verification.map(({ level }) => level)) as Level
}

/** The verification of a backup, for users. Only a restore shows problems in its SQL, such as a function that finds no table. */
export function proofOf(manifest: Pick<Manifest, 'verification'>): string {
  return {
    1: 'listed, not read back and not restored: only a drill proves that it can be restored',
    2: 'decoded and read back, not restored: only a drill proves that it can be restored',
    3: 'restored by a drill, every table counted',
  }[verifiedLevel(manifest)]
}
