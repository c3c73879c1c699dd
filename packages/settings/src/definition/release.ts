import { HTTP_URL, TEXT, wholeNumber } from './forms.ts'

/** Settings that are the same for every environment. */
export const FILE_SETTINGS = {
  application: {
    type: 'string',
    pattern: '^[A-Za-z0-9](?!.*\\.\\.)[A-Za-z0-9._-]{0,99}$',
    expected: 'a name of letters, digits, ".", "_" and "-"',
    description:
      'Name of the application, used in the defaults of `slot-directory` and `backup.prefix`. Defaults to the name of the repository.',
  },
} as const

/** How a release is deployed. */
export const RELEASE_SETTINGS = {
  url: { ...HTTP_URL, description: 'The public URL.' },
  commits: {
    enum: ['fetch', 'transfer'],
    default: 'fetch',
    expected: 'fetch or transfer',
    description:
      'How commits get to the server: `fetch` from the remote of the checkout there, or `transfer` over the SSH connection, which needs no access to the repository on the server.',
  },
  registry: {
    type: 'string',
    pattern: '^(?!.*//)[a-z0-9][a-z0-9._:/-]*$',
    expected: 'a registry with its namespace, such as ghcr.io/tsh',
    description:
      'Registry and namespace of the images, such as `ghcr.io/tsh`. Without it, images are transferred over SSH.',
  },
  'registry-username': {
    ...TEXT,
    description: 'User name for the registry. The secret `DOCKER_USERNAME` overrides it.',
  },
  'build-args': {
    type: 'object',
    propertyNames: {
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      expected: 'the name of a build argument (letters, digits and "_")',
    },
    additionalProperties: {
      type: ['string', 'number', 'boolean'],
      pattern: '^[^\\r\\n\\0]*$',
      expected: 'a single line of text',
    },
    minProperties: 1,
    expected: 'a mapping of build arguments, such as API_URL: https://shop.example/api',
    description:
      'Values of build arguments and of other variables that the builds of the compose file read. They are stored in the images, so use build secrets for secrets.',
  },
  'handover-port': {
    type: 'integer',
    minimum: 1,
    maximum: 65535,
    expected: 'a port',
    description:
      'For a service without slots, the port of a second container that serves requests while the first one is replaced. Without it, replacement interrupts the service.',
  },
  migrate: {
    type: 'string',
    pattern: '^[^\\r\\n\\0]*$',
    expected: 'a single-line command, or an empty string for none',
    default: 'alembic upgrade head',
    description:
      'Command that migrates the database, run in a container of the new image. An empty string disables migrations, and so does `database: none` unless a command is set.',
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
      'Refuse a release that cannot be rolled back automatically, because a migration is not marked `# rollback: compatible` or the schema revision is unknown.',
  },
  'force-recreate': {
    type: 'boolean',
    default: false,
    expected: 'true or false',
    description:
      'Give the deployed services new containers even if neither image nor configuration has changed: those of the idle slot, or in place all that are built from the repository. Databases and other third-party services keep theirs, and so do services that are not switched with a slot.',
  },
  'keep-versions': {
    ...wholeNumber(1, 1000),
    default: 10,
    description:
      'Number of versions, in addition to the live one, whose images are kept on the server for rollbacks.',
  },
  'health-timeout-seconds': {
    ...wholeNumber(1, 3600),
    default: 180,
    description: 'Seconds that a service may take to become healthy.',
  },
  'lock-timeout-seconds': {
    ...wholeNumber(0, 3600),
    default: 600,
    description: 'Seconds to wait for another deployment on the server to finish.',
  },
  'canary-seconds': {
    ...wholeNumber(0, 1800),
    default: 0,
    description:
      'Seconds during which only a share of the requests is routed to the release; if the release performs clearly worse, the canary ends early and all requests are routed back. Requires the canary lines in the nginx configuration.',
  },
  'drain-seconds': {
    ...wholeNumber(0, 3600),
    default: 0,
    description: 'Seconds to wait for open connections to the old slot to close. 0 only counts them.',
  },
  'watch-seconds': {
    ...wholeNumber(0, 900),
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
      'Branches that may be deployed to this environment, including manual runs. Read from the default branch. Without it, any branch may be deployed.',
  },
} as const
