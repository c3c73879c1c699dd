/** Object keys of one database, all below one prefix. The catalogue lists the valid backups. */
export interface BackupKeys {
  /** `<prefix>/v1/`, with the backups of all environments and databases. */
  all: string
  /** `<prefix>/v1/<environment>/<database>/catalog/` */
  catalogue: string
  /** `<prefix>/v1/<environment>/<database>/data/` */
  data: string
  /** Probe object, written and read back before a backup; always the same key. */
  probe: string
  /** The manifest, which makes a backup valid. */
  manifest(id: string): string
  /** Folder of all other objects of a backup. */
  folder(id: string): string
}

export function backupKeys(
  { prefix, environment }: { prefix: string; environment: string },
  database: string,
): BackupKeys {
  const root = `${prefix}/v1/${environment}/${database}`
  return {
    all: `${prefix}/v1/`,
    catalogue: `${root}/catalog/`,
    data: `${root}/data/`,
    probe: `${root}/probe`,
    manifest: id => `${root}/catalog/${id}.json`,
    folder: id => `${root}/data/${id}/`,
  }
}

/** `<time>-<commit>-<run>.<attempt>-<nonce>`: sorted by time, unique. */
const ID = /^\d{8}T\d{6}Z-[0-9a-f]{7,40}-\d+\.\d+-[0-9a-f]{6}$/

export function isBackupId(text: string): boolean {
  return ID.test(text)
}

/** Whether a text is a manifest key, for any database. */
export function isManifestKey(key: string): boolean {
  const [, id = ''] =
    /^[A-Za-z0-9](?!.*(?:\/\/|\.\.))[A-Za-z0-9._/-]*\/v1\/[a-z][a-z0-9-]*\/[^/]+\/catalog\/([^/]+)\.json$/.exec(
      key,
    ) ?? []
  return isBackupId(id)
}

/** The id in a manifest key, or undefined for any other key. */
export function idOfManifest(keys: BackupKeys, key: string): string | undefined {
  if (!key.startsWith(keys.catalogue) || !key.endsWith('.json')) return undefined
  const id = key.slice(keys.catalogue.length, -'.json'.length)
  return isBackupId(id) ? id : undefined
}

/** The id of the backup that an object belongs to according to its key, or undefined for unrelated objects. */
export function idOfData(keys: BackupKeys, key: string): string | undefined {
  if (!key.startsWith(keys.data)) return undefined
  const [id = '', name] = key.slice(keys.data.length).split('/')
  return name && isBackupId(id) ? id : undefined
}
