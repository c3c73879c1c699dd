import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { ENGINE_INPUTS } from '@tsh/backup/inputs'

export const action = {
  name: 'PostgreSQL restore',
  description:
    'Plans a restore of a backup, restores it in place of the live database, or tries it in a throwaway server.',
  post: true,
} satisfies ActionDefinition

export const inputs = {
  mode: {
    description:
      '`plan` reports what a restore would change, and changes nothing; `restore` replaces the live database; `drill` restores into a throwaway container and counts every row.',
    default: 'plan',
  },
  'backup-id': {
    description: 'Id of the backup. `restore` needs one; `plan` and `drill` default to `latest`.',
  },
  confirm: { description: 'Name of the database that `restore` replaces, typed by a user.' },
  ...ENGINE_INPUTS,
  'allow-other-server-reason': {
    description: 'Why a backup of another server, environment or database may be restored here.',
  },
  'skip-safety-backup-reason': {
    description: 'Why the present state is not backed up before a restore.',
  },
  'health-url': {
    description:
      'URL on the server that returns 2xx when the application is healthy, such as `http://127.0.0.1:8001/health`. After a restore it decides whether to switch back.',
  },
} satisfies InputDefinitions

export const outputs = {
  'backup-id': { description: 'Id of the backup that was planned, restored or drilled.' },
  database: { description: 'Name of the database (`plan`, `restore`).' },
  'replaced-database': {
    description: 'Name that the replaced database has now; empty for a plan (`plan`, `restore`).',
  },
  'safety-backup-id': {
    description: 'Id of the backup of the present state; empty for none (`plan`, `restore`).',
  },
  'downtime-seconds': {
    description: 'Seconds in which the database accepted no connections (`plan`, `restore`).',
  },
  'verified-level': { description: 'Level that the backup was verified at (`drill`).' },
  rows: { description: 'Number of rows that were compared with the manifest (`drill`).' },
  'duration-seconds': { description: 'Duration of the drill in seconds (`drill`).' },
} satisfies OutputDefinitions
