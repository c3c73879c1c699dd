import { UserError } from '@tsh/action'
import type { DatabaseHost, DatabaseProperties, DatabaseSetting, TableCount } from '@tsh/postgres'

export const SCHEMA = 'tsh.pg-backup/1'

/** How sure a backup is: 1 = sent whole and listed, 2 = decoded and read back, 3 = restored and counted. */
export type Level = 1 | 2 | 3

export interface Verification {
  level: Level
  /** ISO time. */
  at: string
  detail: string
}

/** An object of a backup as it stands in the bucket. */
export interface ManifestObject {
  key: string
  versionId?: string | undefined
  /** Bytes in the bucket. */
  size: number
  /** SHA-256 of the bytes in the bucket. */
  sha256: string
  /** SHA-256 before encryption; missing where nothing is encrypted, and of what a guess would be confirmed by it. */
  sha256Plain?: string | undefined
  /** CRC64NVME of the whole object in Base64, where the store keeps it. */
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
  /** Whether a restore evaluates what roles have written that are no superusers: checks, generated columns, domains. */
  ownersCode?: boolean | undefined
}

/** What a database server says about itself and the database. */
export interface ServerFacts {
  /** As `server_version_num`: 150012 is 15.12. */
  version: number
  systemIdentifier: string
  /** When it was started, to the microsecond, which distinguishes it from its copies. Missing in older backups. */
  serverStarted?: string | undefined
  database: string
  owner: string
  encoding: string
  collate: string
  ctype: string
  /** `icu` or `builtin`, with its locale; empty where the C library provides it. */
  localeProvider?: string | null
  providerLocale?: string | null
  dataChecksums: boolean
  /** Bytes of the database on disk. */
  size: number
  extensions: Record<string, string>
  roles: string[]
  /** Position in the write-ahead log at the snapshot. */
  lsn: string | null
  /** Revision of the schema, where a known migration tool has recorded it. */
  revision: string | null
  /** Missing in backups that were made before they were kept. */
  properties?: ManifestProperties | undefined
}

/** With age, settings have only their names here: applications keep secrets in them. The object `settings` has the values. */
export type ManifestProperties = Omit<DatabaseProperties, 'settings'> & {
  settings: (Omit<DatabaseSetting, 'value'> & { value?: string })[]
}

/** `settings` is there only where they are encrypted here. */
export type SideObjects = Record<'globals' | 'contents' | 'restore', ManifestObject> & {
  settings?: ManifestObject
}

/** Everything about a backup. It is written last: a backup without it is none. */
export interface Manifest {
  schema: typeof SCHEMA
  id: string
  environment: string
  database: string
  /** The version that was about to be deployed; empty for a backup of its own. */
  version: string
  /** Times of the database's clock, ISO. */
  started: string
  finished: string
  seconds: number
  /** Milliseconds that the runner's and the store's clock are ahead of the database's. */
  clocks: { runner: number; store: number }
  repository: string
  commit: string
  branch: string
  run: string
  attempt: string
  actor: string
  server: ServerFacts
  /** Where the server runs: a container with its image, or the host. */
  source: DatabaseHost
  dump: { version: string; codec: string; snapshot: string }
  encryption: { mode: 'none' | 'sse-s3' | 'sse-kms' | 'age'; key?: string | undefined; recipients?: string[] }
  objects: { dump: ManifestObject } & SideObjects
  contents: Contents
  /** Why a smaller backup than before was accepted. */
  allowShrink?: string | undefined
  warnings: string[]
  verification: Verification[]
  /** A protected backup is never removed by retention. */
  protected: boolean
}

/** The same manifest always gives the same bytes: keys sorted, indented by two. */
export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, sorted, 2)}\n`
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Reads a manifest.
 * @throws UserError naming the key when the text is none
 */
export function parseManifest(key: string, text: string): Manifest {
  const manifest = manifestIn(key, text)
  if (manifest?.schema !== SCHEMA)
    throw new UserError(
      `the manifest ${key} has the form "${manifest?.schema}", not ${SCHEMA}. Use another backup`,
    )
  const { objects, verification, contents, server } = manifest
  if (!objects?.dump?.sha256 || !Array.isArray(verification) || !contents || !server)
    throw new UserError(`the manifest ${key} is incomplete, so this is no backup. Use another backup`)
  return manifest as Manifest
}

function manifestIn(key: string, text: string): Partial<Manifest> | null {
  try {
    return JSON.parse(text) as Partial<Manifest> | null
  } catch (cause) {
    throw new UserError(`the manifest ${key} is not readable, so this is no backup. Use another backup`, {
      cause,
    })
  }
}

/** The highest level that a backup was verified at. */
export function verifiedLevel({ verification }: Pick<Manifest, 'verification'>): Level {
  return Math.max(1, ...verification.map(({ level }) => level)) as Level
}

/** How sure a backup is, for a person. Only a restore shows what the SQL in it does, such as a function that finds no table. */
export function proofOf(manifest: Pick<Manifest, 'verification'>): string {
  return {
    1: 'listed, not read back and not restored: only a drill proves that it can be',
    2: 'decoded and read back, not restored: only a drill proves that it can be',
    3: 'restored by a drill, every table counted',
  }[verifiedLevel(manifest)]
}
