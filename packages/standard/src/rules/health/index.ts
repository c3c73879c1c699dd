import type { RuleGroup } from '../../rule.ts'
import { applicationCheck, hasHealthcheck, sameCheck, waitsForHealth } from './checks.ts'
import { installedProgram } from './programs.ts'

export const HEALTH: RuleGroup = {
  name: 'Health checks',
  rules: [hasHealthcheck, applicationCheck, installedProgram, sameCheck, waitsForHealth],
}
