import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { BUCKET_INPUTS } from '@tsh/backup'
import { APPLICATION_INPUTS, HANDOVER_INPUTS, LIMIT_INPUTS, REGISTRY_LOGIN_INPUTS } from '@tsh/deployment'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { DRY_RUN, pick, SETTING_INPUTS, SETTINGS_FILE, VERSION } from '@tsh/settings'

export const action = {
  name: 'SSH deploy',
  description:
    'Deploys a version to a server over SSH: healthy in the idle slot, or in place where there are no slots.',
} satisfies ActionDefinition

const RELEASE_INPUTS = {
  version: { ...VERSION, required: true },
  sha: {
    description: "Full commit id of the version; the server's checkout is moved to it.",
    required: true,
  },
  images: {
    description:
      'The output `images` of build-image. Empty deploys a version again that was live on the server from the same commit, with the images that it had.',
  },
  ...pick(SETTING_INPUTS.release, 'registry', 'url'),
  archive: {
    description: 'File with the images that are not in a registry, relative to the workspace.',
    default: 'images.tar',
  },
  ...REGISTRY_LOGIN_INPUTS,
  'force-slot': {
    description:
      'Slot to deploy into, one of `slots`; it must not be the one with the traffic. `idle` is the one without.',
    default: 'idle',
  },
  'allow-downgrade': {
    description: 'Whether a commit that is older than the live one may replace it.',
    default: 'false',
  },
} satisfies InputDefinitions

const MIGRATION_INPUTS = {
  ...pick(SETTING_INPUTS.release, 'migrate', 'revision-command', 'require-reversible'),
  'skip-migrations-reason': {
    description: 'Why the migrations are not run this time; kept in the journal. Empty runs them.',
  },
  'backup-manifest': {
    description:
      'Manifest of the backup that was made before (output `backup-manifest` of pg-backup). It is read from the bucket and checked before anything is changed.',
  },
  'backup-id': {
    description:
      'Id of that backup (output `backup-id` of pg-backup), in place of its manifest, which is looked up in the bucket under `prefix` and `environment`.',
  },
  ...pick(SETTING_INPUTS.backup, 'prefix'),
  'database-name': {
    ...SETTING_INPUTS.database['database-name'],
    description:
      'Name of the database that the backup must be of. Needed where nothing shows that the application uses that database: its variables name a host that the database cannot be reached through.',
  },
  'skip-backup-reason': {
    description:
      'Why migrations may run without a backup. Without `backup-manifest`, `backup-id` and this reason they do not.',
  },
  ...BUCKET_INPUTS,
} satisfies InputDefinitions

export const inputs = {
  ...CONNECTION_INPUTS,
  ...APPLICATION_INPUTS,
  ...RELEASE_INPUTS,
  ...MIGRATION_INPUTS,
  ...pick(SETTING_INPUTS.release, 'keep-versions'),
  ...HANDOVER_INPUTS,
  ...LIMIT_INPUTS,
  'dry-run': DRY_RUN,
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  release: { description: 'Id of the release, for blue-green-switch. Empty after a dry run.' },
  slot: { description: 'Slot of the release, one of `slots`; empty where there are no slots.' },
  url: { description: 'The public URL, as the input `url` has it.' },
  'slot-url': { description: 'URL of the release on the server itself.' },
  'previous-version': { description: 'What was live before; empty on a first deployment.' },
  'not-updated': {
    description:
      'Services that keep their container although the commit changes it, separated by commas; databases and others that are not built here.',
  },
  rollback: {
    description:
      'Whether the release can be rolled back automatically: `possible`, `nothing was live before`, or `refused automatically` with the reason. Empty after a dry run.',
  },
  state: {
    description:
      '`prepared` in the idle slot, `live` in place, `planned` after a dry run; `unknown` when the connection was lost and the server could not be queried any more. Empty after any other failure.',
  },
} satisfies OutputDefinitions
