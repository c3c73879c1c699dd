import { ABSOLUTE_PATH, JUMP, RELATIVE_PATH, SERVER, SERVICE, TEXT, URL_PATH } from './forms.ts'

/** Address of the server and how to connect to it. */
export const CONNECTION_SETTINGS = {
  server: {
    ...SERVER,
    description: 'The server as `user@host` or `user@host:port`, with an IPv6 address in brackets.',
  },
  jump: {
    ...JUMP,
    description:
      'Jump host in front of the server, as `[user@]host[:port]`, with the same SSH key. Its host key must also be listed in `host-key`, as known_hosts lines.',
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

/** The application on the server and the service that receives its traffic. */
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
    description:
      'Compose file, relative to the repository, or a list of files, which are merged in this order. Paths in them are relative to the folder of the first one.',
  },
  'compose-profiles': {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^[a-zA-Z0-9][a-zA-Z0-9_.-]*$',
      expected: 'the name of a profile',
    },
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of profiles',
    description:
      'Compose profiles that are built and deployed; services of other profiles are neither built nor started, except for those in `service`. Without it, every service with `build` is built, and `COMPOSE_PROFILES` in the env file on the server selects what runs.',
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
      // The state file of in-place replacement is in the same folder.
      pattern: '^(?!handover$)[A-Za-z0-9][A-Za-z0-9-]*$',
      expected: 'the name of a slot',
    },
    minItems: 2,
    maxItems: 2,
    uniqueItems: true,
    expected: 'two different names',
    default: ['blue', 'green'],
    description: 'Names of the two slots, which the compose file and the proxy configuration must also use.',
  },
  'slot-directory': {
    ...ABSOLUTE_PATH,
    default: '/etc/nginx/slots/<application>-<environment>',
    description: 'Absolute path of the folder with the slot file that the proxy reads.',
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

/** The env file on the server. */
export const ENV_SETTINGS = {
  secrets: {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      expected: 'the name of a key',
    },
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of keys',
    description:
      'Keys of the env file on the server whose values setup and deployments take from the secret `APP_ENV`. Other keys in the secret are ignored.',
  },
} as const
