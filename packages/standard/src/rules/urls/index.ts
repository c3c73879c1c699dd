import type { RuleGroup } from '../../rule.ts'
import { escapedForAlembic } from './alembic-url.ts'
import { encodedPassword, noRawPassword, reachableUrl } from './connections.ts'

export const URLS: RuleGroup = {
  name: 'URLs',
  rules: [encodedPassword, noRawPassword, reachableUrl, escapedForAlembic],
}
