export {
  type DatabaseIdentity,
  type Followed,
  followAddresses,
  runningContainer,
  SERVER_STARTED,
} from './application/follow-addresses.ts'
export { CONNECT } from './connect.ts'
export { countTables, type TableCount } from './count-tables.ts'
export { type Database, type DatabaseHost, databaseService, openDatabase, type Values } from './database.ts'
export { spokenEncoding } from './encodings.ts'
export type { DatabaseLogin, Source } from './login.ts'
export { isPlainName } from './plain-name.ts'
export { type DatabaseProperties, type DatabaseSetting, readProperties, settingValues } from './properties.ts'
export { SAFE_PSQL } from './safe-session.ts'
export { CONTENTS, DUMP, DUMP_AND_DECODE, GLOBALS, TERMINATE, VERSIONS } from './scripts.ts'
export { openSession, type Session, SqlError } from './session.ts'
export { acquireLock, countRows, endStaleSessions, openSnapshot, quoted, type Snapshot } from './snapshot.ts'
export {
  isAboutSql,
  isPostgres,
  type NamedDatabase,
  namedDatabases,
  type ServiceModel,
} from './used-databases.ts'
