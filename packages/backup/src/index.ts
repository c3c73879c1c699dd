export type { DatabaseSetting } from '@tsh/postgres'
export { backupIds, newestManifests, readManifest, readManifestAt, readText } from './catalogue/catalogue.ts'
export { findManifest } from './catalogue/find-manifest.ts'
export {
  type BackupKeys,
  backupKeys,
  idOfData,
  idOfManifest,
  isBackupId,
  isManifestKey,
} from './catalogue/keys.ts'
export {
  type Contents,
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
  type Verification,
  verifiedLevel,
} from './catalogue/manifest.ts'
export { newBackupId } from './catalogue/new-backup-id.ts'
export type { Encryption } from './inputs/encryption.ts'
export type { Bucket, BucketSettings, OpenUpload, StoredObject, WriteOptions } from './store/bucket.ts'
export { BUCKET_INPUTS, type BucketInput, STORAGE_INPUTS, type StorageInput } from './store/bucket-inputs.ts'
export { sha256 } from './store/sha256.ts'
export { type BucketAccess, readBucketAccess, readStorage, type Storage } from './store/storage.ts'
export { isAmbiguous, StoreError } from './store/store-error.ts'
