import { application } from '@tsh/testing'
import type { DeployInputs } from '../src/inputs.ts'

/** The inputs of a deployment with slots, with some of them changed. */
export const deployInputs = (changed: Partial<DeployInputs> = {}): DeployInputs => ({
  target: { host: 'h', port: 22, user: 'root', privateKey: '', knownHosts: [] },
  application,
  version: 'production-v2026.01.31-bbbbbbb',
  sha: 'b'.repeat(40),
  images: [
    {
      image: 'erp:production-v2026.01.31-bbbbbbb',
      reference: `ghcr.io/tsh/erp@sha256:${'c'.repeat(64)}`,
    },
  ],
  archive: '',
  login: undefined,
  migrateCommand: 'alembic upgrade head',
  skipMigrationsReason: '',
  revisionCommand: '',
  requireReversible: false,
  backup: {
    manifest: '',
    skipReason: 'a test',
    access: {
      ...{ bucket: 'b', region: 'r', endpoint: '', accessKeyId: 'a', secretAccessKey: 's' },
      ...{ sessionToken: '', owner: '' },
    },
  },
  forceSlot: undefined,
  allowDowngrade: false,
  keepVersions: 10,
  handoverPort: undefined,
  healthTimeout: 5,
  lockTimeout: 0,
  dryRun: false,
  ...changed,
})
