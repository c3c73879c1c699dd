import type { RuleGroup } from '../../rule.ts'
import { escapedForAlembic } from './alembic-url.ts'
import { reachableUrl } from './hosts.ts'
import { encodedPassword, noRawPassword } from './passwords.ts'

export const URLS: RuleGroup = {
  name: 'URLs',
  rules: [encodedPassword, noRawPassword, reachableUrl, escapedForAlembic],
}
