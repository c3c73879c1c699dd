import type { RuleGroup } from '../../rule.ts'
import { keySets, neededVariables, templateKeys } from './keys.ts'
import { portKeys, usedKeys } from './use.ts'
import { environmentName, filledIn, quotedSpaces, safeCharacters, standardValues } from './values.ts'

export const ENV: RuleGroup = {
  name: 'Env files',
  rules: [
    templateKeys,
    environmentName,
    neededVariables,
    filledIn,
    quotedSpaces,
    safeCharacters,
    keySets,
    usedKeys,
    portKeys,
    standardValues,
  ],
}
