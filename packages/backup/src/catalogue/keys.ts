/** Objects of one database, all below one prefix. Listing the catalogue is listing the good backups. */
export interface BackupKeys {
  /** `<prefix>/v1/<environment>/<database>/catalog/` */
  catalogue: string
  /** `<prefix>/v1/<environment>/<database>/data/` */
  data: string
  /** Written and read back before a backup, always under the same name. */
  probe: string
  /** The manifest of a backup: what makes it one. */
  manifest(id: string): string
  /** Folder of everything else that belongs to a backup. */
  folder(id: string): string
}

export function backupKeys(
  { prefix, environment }: { prefix: string; environment: string },
  database: string,
): BackupKeys {
  const root = `${prefix}/v1/${environment}/${database}`
  return {
    catalogue: `${root}/catalog/`,
    data: `${root}/data/`,
    probe: `${root}/probe`,
    manifest: id => `${root}/catalog/${id}.json`,
    folder: id => `${root}/data/${id}/`,
  }
}

/** `<time>-<commit>-<run>.<attempt>-<nonce>`: sorted by time, never given twice. */
const ID = /^\d{8}T\d{6}Z-[0-9a-f]{7,40}-\d+\.\d+-[0-9a-f]{6}$/

export function isBackupId(text: string): boolean {
  return ID.test(text)
}

/** Whether a text is the key of a manifest, of whatever database. */
export function isManifestKey(key: string): boolean {
  const [, id = ''] =
    /^[A-Za-z0-9](?!.*(?:\/\/|\.\.))[A-Za-z0-9._/-]*\/v1\/[a-z][a-z0-9-]*\/[^/]+\/catalog\/([^/]+)\.json$/.exec(
      key,
    ) ?? []
  return isBackupId(id)
}

/** The id in the key of a manifest, or nothing when the object is none. */
export function idOfManifest(keys: BackupKeys, key: string): string | undefined {
  if (!key.startsWith(keys.catalogue) || !key.endsWith('.json')) return undefined
  const id = key.slice(keys.catalogue.length, -'.json'.length)
  return isBackupId(id) ? id : undefined
}

/** The id of the backup that an object belongs to by its key, or nothing when the object is foreign. */
export function idOfData(keys: BackupKeys, key: string): string | undefined {
  if (!key.startsWith(keys.data)) return undefined
  const [id = '', name] = key.slice(keys.data.length).split('/')
  return name && isBackupId(id) ? id : undefined
}
