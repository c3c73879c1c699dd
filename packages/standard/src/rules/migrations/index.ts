import type { RuleGroup } from '../../rule.ts'
import { alembicFound, migrationsInImage, oneHead } from './alembic.ts'
import { endpoints } from './endpoints.ts'
import { failureStops } from './failures.ts'

export const MIGRATIONS: RuleGroup = {
  name: 'Migrations and endpoints',
  rules: [alembicFound, oneHead, failureStops, migrationsInImage, endpoints],
}
