export { type BackupOptions, runBackupChaos } from './backup/command.ts'
export { type DeployChaosOptions, runDeployChaos } from './deploy/command.ts'
