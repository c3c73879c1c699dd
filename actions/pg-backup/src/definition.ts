import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { ENGINE_INPUTS } from '@tsh/backup/inputs'
import { pick, SETTING_INPUTS, VERSION } from '@tsh/settings'

export const action = {
  name: 'PostgreSQL backup',
  description:
    'Streams a dump of the database to S3 and verifies it. A backup is only valid once it has been decoded, read back and described in a manifest.',
  post: true,
} satisfies ActionDefinition

export const inputs = {
  mode: {
    description: '`backup` creates a backup; `doctor` checks everything that a backup depends on.',
    default: 'backup',
  },
  ...ENGINE_INPUTS,
  version: {
    ...VERSION,
    description: `${VERSION.description} It is recorded in the manifest and checked by ssh-deploy.`,
  },
  ...pick(SETTING_INPUTS.backup, 'verify', 'retention-days', 'keep-last'),
  'allow-shrink-reason': {
    description:
      'Reason for accepting a backup that is less than half the usual size, or of a database without tables. It is recorded in the manifest.',
  },
} satisfies InputDefinitions

export const outputs = {
  'backup-id': { description: 'ID of the backup (`backup`).' },
  'backup-manifest': { description: 'Key of the manifest in the bucket (`backup`).' },
  'backup-manifest-sha256': { description: 'SHA-256 of the manifest (`backup`).' },
  'size-bytes': { description: 'Size of the dump in the bucket in bytes (`backup`).' },
  sha256: { description: 'SHA-256 of the dump in the bucket (`backup`).' },
  'verified-level': { description: 'Verification level of the backup (`backup`).' },
  'duration-seconds': { description: 'Duration of the backup in seconds (`backup`).' },
  findings: { description: 'Number of problems found (`doctor`).' },
} satisfies OutputDefinitions
