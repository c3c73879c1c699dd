/** A table in which a tool records its applied migrations. */
export interface KnownTable {
  tool: string
  table: string
  /** Columns that must exist; they distinguish tools whose tables have the same name. */
  columns: readonly string[]
  /** Columns that must not exist. */
  without?: readonly string[]
  /** SQL: the name of a migration. */
  migration: string
  /** SQL: a number that increases with each migration. Default: migrations are ordered by name. */
  order?: string
  /** SQL: condition for applied migrations. */
  where?: string
  /**
   * Whether it shows only the current position, such as the heads of Alembic, and not the names of the applied migrations.
   * Of several rows those with the highest order count.
   */
  heads?: boolean
}

const since = (column: string): string => `extract(epoch FROM ${column})`

/** The supported migration tools. Tables are searched in every schema. */
export const KNOWN_TABLES: readonly KnownTable[] = [
  {
    ...{ tool: 'Alembic', table: 'alembic_version', heads: true },
    ...{ columns: ['version_num'], migration: 'version_num' },
  },
  {
    ...{ tool: 'Django', table: 'django_migrations', columns: ['app', 'name', 'applied'] },
    ...{ migration: "app || '.' || name", order: since('applied') },
  },
  {
    ...{ tool: 'Prisma', table: '_prisma_migrations' },
    ...{ columns: ['migration_name', 'finished_at', 'rolled_back_at'] },
    ...{ migration: 'migration_name', order: since('finished_at') },
    where: 'finished_at IS NOT NULL AND rolled_back_at IS NULL',
  },
  {
    // A repeatable migration has no version and is applied again whenever its script changes.
    ...{ tool: 'Flyway', table: 'flyway_schema_history' },
    ...{ columns: ['installed_rank', 'version', 'type', 'script', 'checksum', 'success'] },
    migration:
      "CASE WHEN type ~ '^(UNDO|DELETE)' THEN type || ' ' ELSE '' END || script || CASE WHEN version IS NULL THEN ' ' || coalesce(checksum::text, '') ELSE '' END",
    ...{ order: 'installed_rank', where: 'success' },
  },
  {
    ...{ tool: 'Knex', table: 'knex_migrations', columns: ['id', 'name', 'batch'] },
    ...{ migration: 'name', order: 'id' },
  },
  {
    ...{ tool: 'golang-migrate', table: 'schema_migrations', columns: ['version', 'dirty'], heads: true },
    migration: "version || CASE WHEN dirty THEN ' (dirty)' ELSE '' END",
  },
  {
    // Also dbmate and Ecto.
    ...{ tool: 'Rails', table: 'schema_migrations', columns: ['version'], without: ['dirty'] },
    migration: 'version',
  },
  { tool: 'Sequelize', table: 'SequelizeMeta', columns: ['name'], migration: 'name' },
  {
    ...{
      tool: 'Liquibase',
      table: 'databasechangelog',
      columns: ['id', 'author', 'filename', 'orderexecuted'],
    },
    ...{ migration: "filename || '::' || id || '::' || author", order: 'orderexecuted' },
  },
  {
    ...{ tool: 'Doctrine', table: 'doctrine_migration_versions' },
    ...{ columns: ['version', 'executed_at'], migration: 'version' },
  },
  {
    // Its first row stands for the empty database.
    ...{ tool: 'goose', table: 'goose_db_version', columns: ['id', 'version_id', 'is_applied'] },
    ...{ migration: 'version_id', order: 'id', where: 'is_applied AND version_id > 0' },
  },
  {
    // It records the hash of a file instead of its name, so that the files of the commits decide.
    ...{ tool: 'Drizzle', table: '__drizzle_migrations', columns: ['id', 'hash', 'created_at'], heads: true },
    ...{ migration: "created_at || ' ' || left(hash, 12)", order: 'created_at' },
  },
  {
    ...{ tool: 'Entity Framework', table: '__EFMigrationsHistory' },
    ...{ columns: ['MigrationId', 'ProductVersion'], migration: '"MigrationId"' },
  },
  {
    ...{ tool: 'TypeORM', table: 'migrations', columns: ['timestamp', 'name'] },
    ...{ migration: 'name', order: '"timestamp"' },
  },
  {
    ...{ tool: 'Laravel', table: 'migrations', columns: ['id', 'migration', 'batch'] },
    ...{ migration: 'migration', order: 'id' },
  },
]

/** Table names, for messages. */
export const TABLE_NAMES: string = [...new Set(KNOWN_TABLES.map(({ table }) => table))].join(', ')
