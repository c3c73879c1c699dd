export type { Bucket, BucketSettings, OpenUpload, StoredObject, WriteOptions } from './bucket.ts'
export { BUCKET_INPUTS, type BucketInput, STORAGE_INPUTS, type StorageInput } from './bucket-inputs.ts'
export { backupIds, newestManifests, readManifest, readManifestAt, readText } from './catalogue.ts'
export { CONNECT } from './connect.ts'
export { findManifest } from './find-manifest.ts'
export {
  type BackupKeys,
  backupKeys,
  idOfData,
  idOfManifest,
  isBackupId,
  isManifestKey,
  isPlainName,
} from './keys.ts'
export {
  type Contents,
  type DatabaseProperties,
  type DatabaseSetting,
  formatManifest,
  type Level,
  type Manifest,
  type ManifestObject,
  type ManifestProperties,
  parseManifest,
  proofOf,
  SCHEMA,
  type ServerFacts,
  type SideObjects,
  type TableCount,
  type Verification,
  verifiedLevel,
} from './manifest.ts'
export { newBackupId } from './new-backup-id.ts'
export { sha256 } from './sha256.ts'
export { type BucketAccess, readBucketAccess, readStorage, type Storage } from './storage.ts'
export { isAmbiguous, StoreError } from './store-error.ts'
export {
  type NamedDatabase,
  namedDatabases,
  type ServiceModel,
  type UsedDatabase,
  usedDatabases,
} from './used-databases.ts'
