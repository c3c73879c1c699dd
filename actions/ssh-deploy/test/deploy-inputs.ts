import type { BuiltServices } from '@tsh/deployment'
import { application } from '@tsh/testing'
import type { DeployInputs } from '../src/inputs.ts'

/** The digest of every image in the registry. */
export const DIGEST = `sha256:${'c'.repeat(64)}`

/** For a deployment without images. */
export const NOTHING_BUILT: BuiltServices = new Map()

/** The inputs of a deployment with slots, with some changes. */
export const deployInputs = (changed: Partial<DeployInputs> = {}): DeployInputs => ({
  target: { host: 'h', port: 22, user: 'root', privateKey: '', knownHosts: [] },
  application,
  version: 'production-v2026.01.31-bbbbbbb',
  sha: 'b'.repeat(40),
  transferToken: undefined,
  envValues: {},
  built: new Map(['app_blue', 'app_green', 'mail'].map(service => [service, { digest: DIGEST }])),
  registry: 'ghcr.io/tsh',
  archive: 'images.tar',
  login: undefined,
  migrateCommand: 'alembic upgrade head',
  skipMigrationsReason: '',
  skipTestsReason: '',
  standard: undefined,
  revisionCommand: '',
  requireReversible: false,
  backup: {
    manifest: '',
    folder: { prefix: '', environment: '' },
    database: undefined,
    skipReason: 'a test',
    access: {
      ...{ bucket: 'b', region: 'r', endpoint: '', accessKeyId: 'a', secretAccessKey: 's' },
      ...{ sessionToken: '', owner: '' },
    },
    encryption: { mode: 'sse-s3', key: '' },
  },
  forceSlot: undefined,
  allowDowngrade: false,
  forceRecreate: false,
  keepVersions: 10,
  handoverPort: undefined,
  healthTimeout: 5,
  lockTimeout: 0,
  url: 'https://erp.example',
  dryRun: false,
  checks: [],
  definedSecrets: new Map(),
  ...changed,
})
