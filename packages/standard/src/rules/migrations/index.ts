import type { RuleGroup } from '../../rule.ts'
import { migrationsInImage, oneHead } from './alembic.ts'
import { alembicFound } from './alembic-path.ts'
import { endpoints } from './endpoints.ts'
import { failureStops } from './failures.ts'

export const MIGRATIONS: RuleGroup = {
  name: 'Migrations and endpoints',
  rules: [alembicFound, oneHead, failureStops, migrationsInImage, endpoints],
}
