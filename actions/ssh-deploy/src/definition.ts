import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { BUCKET_INPUTS } from '@tsh/backup'
import {
  APPLICATION_INPUTS,
  ENV_INPUTS,
  HANDOVER_INPUTS,
  LIMIT_INPUTS,
  REGISTRY_LOGIN_INPUTS,
} from '@tsh/deployment'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { DRY_RUN, pick, SETTING_INPUTS, SETTINGS_FILE, VERSION } from '@tsh/settings'

export const action = {
  name: 'SSH deploy',
  description:
    'Deploys a version to a server over SSH: to the idle slot, healthy and without traffic, or in place without slots.',
} satisfies ActionDefinition

const RELEASE_INPUTS = {
  version: { ...VERSION, required: true },
  sha: {
    description: 'Full commit SHA of the version; it is checked out on the server.',
    required: true,
  },
  images: {
    description:
      'The output `images` of build-image. Without it, a version that was live on the server from the same commit is redeployed with the images that it had.',
  },
  ...pick(SETTING_INPUTS.release, 'commits', 'registry'),
  archive: {
    description: 'Archive with the images that are not in a registry, relative to the workspace.',
    default: 'images.tar',
  },
  ...REGISTRY_LOGIN_INPUTS,
  'force-slot': {
    description:
      'Slot to deploy into, one of `slots`. It must not be the live slot; `idle` selects the other one.',
    default: 'idle',
  },
  'allow-downgrade': {
    description: 'Allow a commit that is older than the live one.',
    default: 'false',
  },
  'skip-tests-reason': {
    description: 'Reason for deploying without the test gate, recorded in the journal.',
  },
} satisfies InputDefinitions

const MIGRATION_INPUTS = {
  ...pick(SETTING_INPUTS.release, 'migrate', 'revision-command', 'require-reversible'),
  'skip-migrations-reason': {
    description: 'Reason for skipping the migrations, recorded in the journal. Without it, they run.',
  },
  'backup-manifest': {
    description:
      'Manifest of the backup that was made before this deployment (output `backup-manifest` of pg-backup). It is read from the bucket and verified before anything is changed.',
  },
  'backup-id': {
    description:
      'ID of that backup (output `backup-id` of pg-backup), instead of its manifest, which is looked up in the bucket under `prefix` and `environment`.',
  },
  ...pick(SETTING_INPUTS.backup, 'prefix', 'encryption', 'kms-key'),
  'database-name': {
    ...SETTING_INPUTS.database['database-name'],
    description:
      'Name of the database that the backup must contain. Required when it cannot be verified that the application uses that database, because the host in its variables does not lead to it.',
  },
  'skip-backup-reason': {
    description:
      'Reason for running migrations without a backup. Migrations require `backup-manifest`, `backup-id` or this reason, except for the first release with an empty database.',
  },
  ...BUCKET_INPUTS,
} satisfies InputDefinitions

export const inputs = {
  ...CONNECTION_INPUTS,
  ...APPLICATION_INPUTS,
  ...RELEASE_INPUTS,
  ...ENV_INPUTS,
  ...MIGRATION_INPUTS,
  ...pick(SETTING_INPUTS.release, 'force-recreate', 'keep-versions'),
  ...HANDOVER_INPUTS,
  ...LIMIT_INPUTS,
  'dry-run': DRY_RUN,
  check: {
    description:
      'What a dry run also checks for the jobs after it: `build` (the platform, and a push to the registry), `backup` (a write to the bucket), or both.',
  },
  'defined-secrets': {
    description:
      'Which secrets the run can read, as `NAME=true` or `NAME=false`, for the summary of a dry run. Values must not be passed.',
  },
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  release: { description: 'ID of the release, for blue-green-switch. Empty after a dry run.' },
  slot: { description: 'Slot of the release, one of `slots`; empty without slots.' },
  url: { description: 'The public URL, as given in the input `url`.' },
  'slot-url': { description: 'URL of the release on the server itself.' },
  'previous-version': { description: 'Version that was live before; empty on a first deployment.' },
  'not-updated': {
    description:
      'Services that keep their container although the commit changes it, separated by commas: databases and others that are not built from the repository.',
  },
  rollback: {
    description:
      'Whether the release can be rolled back automatically: `possible`, `nothing was live before`, or `refused automatically` with the reason. Empty after a dry run.',
  },
  'needs-backup': {
    description:
      'After a dry run, whether a backup has to be made before the deployment: `false` while nothing has been live and the database is empty. Empty after a deployment.',
  },
  state: {
    description:
      '`prepared` in the idle slot, `live` in place, `planned` after a dry run; `unknown` when the connection was lost and the server could no longer be queried. Empty after any other failure.',
  },
} satisfies OutputDefinitions
