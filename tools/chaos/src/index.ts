export { runBackupChaos } from './backup/command.ts'
export { CASES as BACKUP_CASES } from './backup/groups/index.ts'
export { CASES as DEPLOY_CASES } from './deploy/case.ts'
export { runDeployChaos } from './deploy/command.ts'
