import type { RuleGroup } from '../../rule.ts'
import { noDefaultCredentials } from './compose-secrets.ts'
import { ignoredEnvFiles, noSecretFiles } from './secret-files.ts'
import { noSecrets } from './tracked-secrets.ts'
import { namedSecrets, noInterpolatedValues, pinnedHosts, requiredSecrets } from './workflow-secrets.ts'

export const SECRET_RULES: RuleGroup = {
  name: 'Secrets',
  rules: [
    requiredSecrets,
    noSecrets,
    noSecretFiles,
    ignoredEnvFiles,
    noDefaultCredentials,
    noInterpolatedValues,
    pinnedHosts,
    namedSecrets,
  ],
}
