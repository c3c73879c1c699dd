import type { RuleGroup } from '../../rule.ts'
import { backupBlocks, testsGate } from './gate.ts'
import { passedOutputs } from './outputs.ts'
import { builtOnce, oneDeployer, stagingRollback, standardJobs } from './pipeline.ts'
import { cacheScopes, carefulSteps, wholeKeys } from './scripts.ts'

export const WORKFLOWS: RuleGroup = {
  name: 'Workflows',
  rules: [
    testsGate,
    builtOnce,
    backupBlocks,
    standardJobs,
    passedOutputs,
    oneDeployer,
    wholeKeys,
    carefulSteps,
    cacheScopes,
    stagingRollback,
  ],
}
