/**
 * What `.github/deploy.yml` may hold, as JSON Schema: the one place where a setting's name, description, default and
 * form are written. The type, the parser, the schema for editors, the reference in the docs, and the inputs of the
 * actions that share a setting all come from here. Plain data, so that an action that reads no file loads no schema
 * library. `expected` completes the sentence "… is not …".
 */

const TEXT = { type: 'string', pattern: '^(?=.*\\S)[^\\r\\n\\0]+$', expected: 'a text of one line' } as const
const ABSOLUTE_PATH = {
  type: 'string',
  pattern: '^(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+/?$',
  expected: 'an absolute path without "..", "." and "//"',
} as const
const RELATIVE_PATH = {
  type: 'string',
  pattern: '^(?!/)(?!.*(^|/)\\.\\.(/|$))[A-Za-z0-9._][A-Za-z0-9._/-]*$',
  expected: 'a relative path without ".."',
} as const
const URL_PATH = { type: 'string', pattern: '^/\\S*$', expected: 'a path such as /health' } as const
const HTTP_URL = {
  type: 'string',
  pattern: '^https?://[^\\s@/]+(/[^\\s@]*)?$',
  expected: 'an http(s) URL without user and password',
} as const
const SERVICE = { type: 'string', pattern: '^[a-zA-Z0-9._{}-]+$', expected: 'the name of a service' } as const
const USER = '[a-z_][a-z0-9_.-]{0,31}'
const HOST = '(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)'
/** From 1 to 65535. */
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'
const SERVER = {
  type: 'string',
  pattern: `^${USER}@${HOST}(:${PORT})?$`,
  expected: 'a server as user@host or user@host:port',
} as const
const JUMP = {
  type: 'string',
  pattern: `^(${USER}@)?${HOST}(:${PORT})?$`,
  expected: 'a server as [user@]host[:port]',
} as const
const seconds = <const From extends number, const To extends number>(minimum: From, maximum: To) =>
  ({ type: 'integer', minimum, maximum, expected: `a whole number from ${minimum} to ${maximum}` }) as const

/** What is the same for every environment. */
export const FILE_SETTINGS = {
  application: {
    type: 'string',
    pattern: '^[A-Za-z0-9](?!.*\\.\\.)[A-Za-z0-9._-]{0,99}$',
    expected: 'a name of letters, digits, ".", "_" and "-"',
    description:
      'Name of the application, which is part of the default of `slot-directory` and `backup.prefix`. Defaults to the name of the repository.',
  },
} as const

/** Where the server is and how it is reached. */
export const CONNECTION_SETTINGS = {
  server: {
    ...SERVER,
    description: 'The server as `user@host` or `user@host:port`; an IPv6 address is written in brackets.',
  },
  jump: {
    ...JUMP,
    description:
      'A jump host as `[user@]host[:port]`, which the server is reached through with the same key. Its host key must be listed in `host-key` as well, as known_hosts lines.',
  },
  'host-key': {
    type: ['string', 'array'],
    items: TEXT,
    minLength: 1,
    minItems: 1,
    expected: 'fingerprints or known_hosts lines, one per line',
    description:
      'The host key of the server: fingerprints as `ssh-keygen -l` prints them (`SHA256:…`), or known_hosts lines, one per line.',
  },
} as const

/** The application on the server and the service that takes its traffic. */
export const APPLICATION_SETTINGS = {
  path: {
    ...ABSOLUTE_PATH,
    description: "Absolute path of the application's git checkout on the server.",
  },
  'compose-file': {
    type: ['string', 'array'],
    items: RELATIVE_PATH,
    pattern: RELATIVE_PATH.pattern,
    minItems: 1,
    uniqueItems: true,
    expected: 'a relative path without "..", or a list of them',
    default: 'docker-compose.<environment>.yml',
    description: 'Compose file, relative to the repository, or a list of several.',
  },
  'env-file': {
    ...RELATIVE_PATH,
    default: '.env.<environment>',
    description: 'Env file on the server, relative to `path`.',
  },
  service: {
    type: ['string', 'array'],
    items: SERVICE,
    pattern: SERVICE.pattern,
    minItems: 1,
    uniqueItems: true,
    expected: 'the name of a service, or a list of them',
    description:
      'Compose service that receives the traffic. With `{slot}` in its name it has two slots (blue-green), and several such services switch together; without it the service is replaced in place.',
  },
  slots: {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^(?!handover$)[A-Za-z0-9][A-Za-z0-9-]*$',
      expected: 'the name of a slot',
    },
    minItems: 2,
    maxItems: 2,
    uniqueItems: true,
    expected: 'two different names',
    default: ['blue', 'green'],
    description: 'Names of the two slots, which the compose file and the proxy configuration use as well.',
  },
  'slot-directory': {
    ...ABSOLUTE_PATH,
    default: '/etc/nginx/slots/<application>-<environment>',
    description: 'Absolute path of the folder with the slot file, which the proxy reads.',
  },
  proxy: {
    enum: ['auto', 'slot-file', 'nginx-reload', 'caddy'],
    default: 'auto',
    expected: 'one of auto, slot-file, nginx-reload, caddy',
    description:
      'How traffic is switched: `slot-file`, `nginx-reload` or `caddy`; `auto` detects it on the server.',
  },
  'health-path': {
    ...URL_PATH,
    default: '/health',
    description: 'Path that returns 2xx when the application is healthy.',
  },
} as const

/** How a release is deployed. */
export const RELEASE_SETTINGS = {
  url: { ...HTTP_URL, description: 'The public URL.' },
  registry: {
    type: 'string',
    pattern: '^[a-z0-9][a-z0-9._:/-]*$',
    expected: 'a registry with its namespace, such as ghcr.io/tsh',
    description:
      'Registry and namespace for the images, such as `ghcr.io/tsh`. Without it the images are transferred over SSH.',
  },
  'registry-username': {
    ...TEXT,
    description: 'User name for the registry, where it is not the secret `DOCKER_USERNAME`.',
  },
  'handover-port': {
    type: 'integer',
    minimum: 1,
    maximum: 65535,
    expected: 'a port',
    description:
      'Without slots, the port of a second container that serves requests while the first one is replaced. Without it, replacing interrupts the service.',
  },
  migrate: {
    type: 'string',
    pattern: '^[^\\r\\n\\0]*$',
    expected: 'a command of one line, or an empty text for none',
    default: 'alembic upgrade head',
    description:
      'Command that migrates the database, run in a container of the new image. An empty text runs none.',
  },
  'revision-command': {
    ...TEXT,
    description:
      'Command that prints the schema revision. Without it, the revision is read from the tables of known migration tools in PostgreSQL, or with `alembic current`.',
  },
  'require-reversible': {
    type: 'boolean',
    default: false,
    expected: 'true or false',
    description:
      'Refuse a release that could not be rolled back automatically, because a migration is not marked `# rollback: compatible` or the schema revision is unknown.',
  },
  'keep-versions': {
    ...seconds(1, 1000),
    default: 10,
    description:
      'Number of versions in addition to the live one whose images stay on the server for rollbacks.',
  },
  'health-timeout-seconds': {
    ...seconds(1, 3600),
    default: 180,
    description: 'Seconds that a service may take to become healthy.',
  },
  'lock-timeout-seconds': {
    ...seconds(0, 3600),
    default: 600,
    description: 'Seconds to wait for another deployment on the server to finish.',
  },
  'canary-seconds': {
    ...seconds(0, 1800),
    default: 0,
    description:
      'Seconds in which only a share of the requests is routed to the release; it ends early, and everything is routed back, when the release performs clearly worse. Needs the canary lines in the nginx configuration.',
  },
  'drain-seconds': {
    ...seconds(0, 3600),
    default: 0,
    description: 'Seconds to wait for open connections of the old slot to close. 0 only counts them.',
  },
  'watch-seconds': {
    ...seconds(0, 900),
    default: 60,
    description:
      'Seconds to watch the release at the public URL after its smoke tests have passed; three consecutive failures count as failed smoke tests. 0 disables watching.',
  },
  branches: {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^(?!.*\\.\\.)[^\\s:~^?*[\\\\]+$',
      expected: 'the name of a branch',
    },
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of branches',
    description:
      'Branches that may be deployed to this environment, also by hand. Read from the default branch. Without it any branch may be deployed.',
  },
} as const

/** The test gate. */
export const TEST_SETTINGS = {
  'python-version': {
    ...TEXT,
    description: 'Python for the commands, such as `"3.11"`. Without it none is set up.',
  },
  'node-version': {
    ...TEXT,
    description: 'Node.js for the commands, such as `"24"`. Without it none is set up.',
  },
  install: { ...TEXT, description: 'Command that installs what the tests need.' },
  'working-directory': {
    ...RELATIVE_PATH,
    default: '.',
    description: 'Folder that the commands run in, relative to the repository.',
  },
  commands: {
    type: 'object',
    propertyNames: {
      pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]*$',
      expected: 'a name of letters, digits, blanks, ".", "_" and "-"',
    },
    additionalProperties: TEXT,
    minProperties: 1,
    expected: 'commands as `name: command`',
    description:
      'The commands of the gate, as `name: command`. All of them run, and one failure fails the gate.',
  },
} as const

/** The smoke tests. */
export const SMOKE_SETTINGS = {
  'skip-standard-checks': {
    type: 'boolean',
    default: false,
    expected: 'true or false',
    description: 'Do not check that `/health`, `/docs` and `/openapi.json` return 200.',
  },
  'login-path': {
    ...URL_PATH,
    description:
      'Path of the login. An empty JSON object sent to it must return 401 or 422. Without it no login is checked.',
  },
  checks: {
    type: 'array',
    items: {
      type: ['object', 'string'],
      pattern: '^\\s*[A-Z]+\\s+/\\S*\\s+[1-5]\\d\\d(,[1-5]\\d\\d)*\\s*$',
      expected: 'a check as `METHOD /path STATUS` or a mapping',
    },
    expected: 'a list of checks',
    description: 'More checks, each as `METHOD /path STATUS` or with the keys of smoke-test.',
  },
  'timeout-seconds': {
    ...seconds(1, 3600),
    default: 30,
    description: 'Seconds in which every check has to pass once.',
  },
  'edge-failure': {
    enum: ['alert', 'bad-release'],
    default: 'alert',
    expected: 'alert or bad-release',
    description:
      'What to do when the public URL fails but the release is healthy on the server: `alert` fails the run, `bad-release` rolls back.',
  },
} as const

/** The database. */
export const DATABASE_SETTINGS = {
  source: {
    enum: ['compose', 'container', 'host'],
    default: 'compose',
    expected: 'one of compose, container, host',
    description:
      'Where PostgreSQL runs: `compose` is a service of the compose file, `container` a container by its name, `host` the cluster of the server itself.',
  },
  service: {
    ...SERVICE,
    description: 'Compose service of the database. Defaults to the only one with a postgres image.',
  },
  container: { ...SERVICE, description: "Name of the database's container, for `container`." },
  name: {
    type: 'string',
    pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
    expected: 'the name of a database',
    description:
      "Name of the database. Defaults to the one in the environment of the application's services, else to the container's `POSTGRES_DB`.",
  },
  user: {
    type: 'string',
    pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
    expected: 'the name of a role',
    description:
      "Role that dumps and restores. Defaults to the container's `POSTGRES_USER`, and to `postgres` on the host.",
  },
} as const

/** The backups. */
export const BACKUP_SETTINGS = {
  region: {
    ...TEXT,
    default: 'eu-north-1',
    description: 'Region of the bucket, where it is not the secret `AWS_REGION`.',
  },
  endpoint: {
    ...HTTP_URL,
    description: 'URL of an S3-compatible store (MinIO, Cloudflare R2 …). Defaults to AWS.',
  },
  'bucket-owner': {
    type: 'string',
    pattern: '^\\d{12}$',
    expected: 'an account id of 12 digits',
    description:
      'AWS account id of 12 digits, in quotes, that must own the bucket. Without it the owner is not checked.',
  },
  prefix: {
    type: 'string',
    pattern: '^[A-Za-z0-9](?!.*(//|\\.\\.))[A-Za-z0-9._/-]*$',
    expected: 'the first part of an object key',
    default: '<application>',
    description: 'First part of the object keys. The environment is the second part.',
  },
  encryption: {
    enum: ['sse-s3', 'sse-kms', 'age', 'none'],
    default: 'sse-s3',
    expected: 'one of sse-s3, sse-kms, age, none',
    description:
      '`sse-s3`, `sse-kms`, `age` (encrypted on the runner for public keys), or `none`, which leaves it to the store.',
  },
  'kms-key': { ...TEXT, description: 'Id of the KMS key for `sse-kms`. Defaults to the key of the account.' },
  'age-recipients': {
    type: 'array',
    items: { type: 'string', pattern: '^age1[02-9ac-hj-np-z]{58}$', expected: 'a public key of age' },
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of public keys of age',
    description: 'Public keys of age. Use two, one of them kept offline.',
  },
  compression: {
    type: 'string',
    pattern: '^(\\d|(gzip|lz4|zstd)(:\\d{1,2})?|none)$',
    expected: 'a compression of pg_dump, such as "2", gzip:2, lz4 or zstd:1',
    description: 'Value for `pg_dump -Z`. Defaults to zstd:1 from PostgreSQL 16 on, and to 2 (gzip) before.',
  },
  verify: {
    enum: ['1', '2', '3'],
    default: '2',
    expected: '"1", "2" or "3"',
    description:
      '1 lists the archive; 2 also decodes it to its last byte and reads it back from the bucket; 3 also restores it into a throwaway server and counts every table, which needs a container (not `host`).',
  },
  'retention-days': {
    ...seconds(1, 9999),
    description:
      'Backups older than this are removed, after the new one is proven. Without it none is removed.',
  },
  'keep-last': {
    ...seconds(3, 1000),
    default: 10,
    description: 'Number of the newest verified backups that are kept at any age.',
  },
  'timeout-minutes': {
    ...seconds(1, 1440),
    default: 60,
    description: 'Minutes that a dump or a restore may take.',
  },
} as const

/** The messages. */
export const TELEGRAM_SETTINGS = {
  'api-url': {
    ...HTTP_URL,
    default: 'https://api.telegram.org',
    description: 'URL of the Telegram Bot API, for a self-hosted one.',
  },
} as const
