import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { ENGINE_INPUTS } from '@tsh/backup/inputs'
import { SETTING_INPUTS } from '@tsh/settings'

export const action = {
  name: 'PostgreSQL restore',
  description:
    'Plans a restore of a backup, replaces the live database with it, or tests it in a throwaway server.',
  post: true,
} satisfies ActionDefinition

export const inputs = {
  mode: {
    description:
      '`plan` reports what a restore would change, without changing anything; `restore` replaces the live database; `drill` restores into a throwaway container and counts every row.',
    default: 'plan',
  },
  'backup-id': {
    description: 'ID of the backup. Required for `restore`; `plan` and `drill` default to `latest`.',
  },
  confirm: { description: 'Name of the database that `restore` replaces, typed by a user as confirmation.' },
  ...ENGINE_INPUTS,
  'allow-other-server-reason': {
    description: 'Reason for restoring a backup of another server, environment or database here.',
  },
  'skip-safety-backup-reason': {
    description: 'Reason for not backing up the current state before a restore.',
  },
  'health-url': {
    description:
      'URL on the server that returns 2xx when the application is healthy, such as `http://127.0.0.1:8001/health`. If it fails after a restore, the databases are switched back.',
  },
  url: {
    ...SETTING_INPUTS.release.url,
    description: `${SETTING_INPUTS.release.url.description} Its host is the header \`Host\` of requests to \`health-url\`.`,
  },
} satisfies InputDefinitions

export const outputs = {
  'backup-id': { description: 'ID of the backup that was planned, restored or drilled.' },
  database: { description: 'Name of the database (`plan`, `restore`).' },
  'replaced-database': {
    description: 'New name of the replaced database; empty for a plan (`plan`, `restore`).',
  },
  'safety-backup-id': {
    description: 'ID of the backup of the current state; empty if there is none (`plan`, `restore`).',
  },
  'downtime-seconds': {
    description: 'Seconds during which the database accepted no connections (`plan`, `restore`).',
  },
  'verified-level': { description: 'Verification level of the backup (`drill`).' },
  rows: { description: 'Number of rows that were compared with the manifest (`drill`).' },
  'duration-seconds': { description: 'Duration of the drill in seconds (`drill`).' },
} satisfies OutputDefinitions
