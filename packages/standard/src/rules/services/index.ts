import type { RuleGroup } from '../../rule.ts'
import { dependsOnSlot } from './dependencies.ts'
import { oneProcess } from './processes.ts'
import { optionalServices, requiredServices } from './roles.ts'

export const SERVICES: RuleGroup = {
  name: 'Services',
  rules: [requiredServices, optionalServices, oneProcess, dependsOnSlot],
}
