export { type BackupOptions, runBackupChaos } from './backup/command.ts'
