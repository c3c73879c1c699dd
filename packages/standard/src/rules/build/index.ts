import type { RuleGroup } from '../../rule.ts'
import { secretsInContext, unrelatedTrees, userSite } from './context.ts'
import { browserVariables, buildArguments, sameBuild } from './definitions.ts'

export const BUILD: RuleGroup = {
  name: 'Builds',
  rules: [sameBuild, buildArguments, browserVariables, secretsInContext, unrelatedTrees, userSite],
}
