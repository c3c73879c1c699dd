import { RELATIVE_PATH, TEXT, URL_PATH, wholeNumber } from './forms.ts'

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
    ...wholeNumber(1, 3600),
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
