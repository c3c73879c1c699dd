import type { Rule, RuleGroup } from '../rule.ts'
import { BUILD } from './build/index.ts'
import { COMPOSE } from './compose/index.ts'
import { CONTAINERS } from './containers/index.ts'
import { ENV } from './env/index.ts'
import { HEALTH } from './health/index.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { MODELS } from './models/index.ts'
import { PORTS } from './ports/index.ts'
import { SECRET_RULES } from './secrets/index.ts'
import { SERVICES } from './services/index.ts'
import { TAGS } from './tags/index.ts'
import { URLS } from './urls/index.ts'
import { WORKFLOWS } from './workflows/index.ts'

/** The rules of the deployment standard, in the order of its documentation. */
export const GROUPS: readonly RuleGroup[] = [
  SERVICES,
  PORTS,
  COMPOSE,
  TAGS,
  BUILD,
  SECRET_RULES,
  ENV,
  URLS,
  HEALTH,
  CONTAINERS,
  MIGRATIONS,
  MODELS,
  WORKFLOWS,
]

export const RULES: readonly Rule[] = GROUPS.flatMap(({ rules }) => rules)
