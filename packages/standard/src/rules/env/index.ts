import type { RuleGroup } from '../../rule.ts'
import { keySets, neededVariables, templateKeys } from './keys.ts'
import { portKeys, usedKeys } from './use.ts'
import { environmentName, filledIn, quotedBlanks, safeSigns, standardValues } from './values.ts'

export const ENV: RuleGroup = {
  name: 'Env files',
  rules: [
    templateKeys,
    environmentName,
    neededVariables,
    filledIn,
    quotedBlanks,
    safeSigns,
    keySets,
    usedKeys,
    portKeys,
    standardValues,
  ],
}
