import type { RuleGroup } from '../../rule.ts'
import { noPrivileges, readOnly } from './hardening.ts'
import { instructionStyle, leanImage, smallBase } from './images.ts'
import { noSecretVariables, notRoot } from './users.ts'

export const CONTAINERS: RuleGroup = {
  name: 'Containers',
  rules: [notRoot, smallBase, leanImage, readOnly, noPrivileges, noSecretVariables, instructionStyle],
}
