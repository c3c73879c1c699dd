export { migratingReleases, type RollbackRange, type SchemaDifference } from './difference.ts'
export { TABLE_NAMES } from './known-tables.ts'
export { COMPATIBLE } from './migration-files.ts'
export { listed, type Outlook, rollbackOutlook } from './outlook.ts'
export { type DatabasePlace, databasePlaces, type Places } from './places.ts'
export { FIND_QUERIES } from './query.ts'
export { type DatabaseContents, readContents } from './read-contents.ts'
export { findDatabases, readSchema, type SchemaReading } from './read-schema.ts'
export {
  alembicHeads,
  appliedBetween,
  NO_REVISION,
  printedRevision,
  type Schema,
  schemaIn,
} from './schema.ts'
export { unmarkedFiles } from './unmarked.ts'
