import type { RuleGroup } from '../../rule.ts'
import { filesExist, modelIsValid, noVersion, projectName, sharedNames } from './files.ts'
import { limits } from './limits.ts'
import { bindSources, isolation, restartAndLogs } from './operation.ts'
import { equalSlots } from './slots.ts'

export const COMPOSE: RuleGroup = {
  name: 'Compose files',
  rules: [
    filesExist,
    modelIsValid,
    noVersion,
    projectName,
    sharedNames,
    limits,
    equalSlots,
    restartAndLogs,
    bindSources,
    isolation,
  ],
}
