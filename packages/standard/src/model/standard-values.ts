/** What the standard prescribes for an environment. */
export interface StandardValues {
  /** `published:target` of each role, one per slot. */
  ports: Readonly<Record<string, readonly string[]>>
  /** Limits of the application. */
  cpus: number
  memory: number
  /** UVICORN_WORKERS. */
  workers: number
  /** The format of its versions. */
  version: RegExp
  versionFormat: string
  /** Job ids of its workflow. */
  jobs: readonly string[]
}

const GIB = 1024 ** 3

/** The environments of the standard. */
export const STANDARD: Readonly<Record<string, StandardValues>> = {
  staging: {
    ports: {
      app: ['8004:8000'],
      postgres: ['5434:5432'],
      redis: ['6380:6379'],
      neurolink: ['8003:8002'],
      dashboard: ['3001:3000'],
    },
    cpus: 1,
    memory: GIB,
    workers: 2,
    version: /^staging-[0-9a-f]{7,40}$/,
    versionFormat: 'staging-<short sha>',
    jobs: ['test', 'build', 'deploy', 'smoke-tests', 'notify'],
  },
  production: {
    ports: {
      app: ['8001:8000', '8011:8000'],
      postgres: ['5432:5432'],
      redis: ['6379:6379'],
      neurolink: ['8002:8002'],
      dashboard: ['3000:3000'],
    },
    cpus: 2,
    memory: 2 * GIB,
    workers: 4,
    version: /^production-v\d{4}\.\d{2}\.\d{2}-[0-9a-f]{7,40}$/,
    versionFormat: 'production-v<YYYY.MM.DD>-<short sha>',
    jobs: [
      'determine-version',
      'pre-deployment',
      'backup-database',
      'deploy',
      'smoke-tests',
      'rollback',
      'notify',
    ],
  },
}

/** The secrets that the standard's workflows use; of alternative names, the first that exists is used. */
export const SECRETS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  staging: [['STAGING_SSH_KEY', 'SSH_KEY'], ['TELEGRAM_BOT_TOKEN'], ['TELEGRAM_CHAT_ID']],
  production: [['PROD_SSH_KEY', 'SSH_KEY'], ['TELEGRAM_BOT_TOKEN'], ['TELEGRAM_CHAT_ID']],
}
export const BACKUP_SECRETS = [['AWS_ACCESS_KEY_ID'], ['AWS_SECRET_ACCESS_KEY'], ['AWS_S3_BUCKET']] as const
export const REGISTRY_SECRETS = [['DOCKER_USERNAME'], ['DOCKER_TOKEN']] as const
