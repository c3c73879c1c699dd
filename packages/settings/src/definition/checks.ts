import { RELATIVE_PATH, SERVICE, TEXT, URL_PATH, wholeNumber } from './forms.ts'

const REPORT_PATTERN = {
  type: 'string',
  pattern: '^(?!/)(?!.*(^|/)\\.\\.(/|$))[^\\r\\n\\0]+$',
  expected: 'a relative path or pattern without ".."',
} as const

/** A command that is a mapping, as test-gate reads it. */
const COMMAND_KEYS = {
  run: TEXT,
  kind: { enum: ['lint', 'types', 'unit', 'other'], expected: 'lint, types, unit or other' },
  'working-directory': RELATIVE_PATH,
  'timeout-seconds': wholeNumber(1, 21_600),
  env: {
    type: 'object',
    propertyNames: { pattern: '^[A-Za-z_]\\w*$', expected: 'the name of a variable' },
    additionalProperties: {
      type: ['string', 'number', 'boolean'],
      expected: 'a string, a number, true or false',
    },
    minProperties: 1,
    expected: 'a mapping of variable names to values',
  },
  report: REPORT_PATTERN,
  coverage: REPORT_PATTERN,
} as const

/** The test gate. */
export const TEST_SETTINGS = {
  'python-version': {
    ...TEXT,
    description: 'Python version for the commands, such as `"3.11"`. Without it, Python is not set up.',
  },
  'node-version': {
    ...TEXT,
    description: 'Node.js version for the commands, such as `"24"`. Without it, Node.js is not set up.',
  },
  install: { ...TEXT, description: 'Command that installs the test dependencies.' },
  'working-directory': {
    ...RELATIVE_PATH,
    default: '.',
    description: 'Working directory of the commands, relative to the repository.',
  },
  commands: {
    type: 'object',
    propertyNames: {
      pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]*$',
      expected: 'a name of letters, digits, spaces, ".", "_" and "-"',
    },
    additionalProperties: {
      type: ['string', 'object'],
      properties: COMMAND_KEYS,
      required: ['run'],
      additionalProperties: false,
      pattern: TEXT.pattern,
      expected: 'a command, or keys with `run`',
    },
    minProperties: 1,
    expected: 'commands as `name: command`',
    description:
      'The commands of the gate, as `name: command`, or with the keys of test-gate. All of them run; the gate fails if any of them fails.',
  },
  services: {
    type: 'array',
    items: SERVICE,
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of services',
    description:
      'Services of the compose file that the commands need, such as a database. They run while the commands run, at the ports that the compose file declares, with the template of the env file and without the data of any other project.',
  },
  'command-timeout-seconds': {
    ...wholeNumber(1, 21_600),
    default: 1500,
    description: 'Seconds that a command may take; then it and all that it has started is ended.',
  },
  'min-coverage-percent': {
    ...wholeNumber(1, 100),
    description:
      'Percent of lines that the tests have to cover, over all coverage reports. Without it any coverage passes.',
  },
  'coverage-max-drop': {
    ...wholeNumber(0, 100),
    description:
      'Percentage points that the coverage may drop below that of the last successful deployment to the environment. Without it, coverage is not compared.',
  },
  'required-checks': {
    type: 'array',
    items: TEXT,
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of checks',
    description:
      'Checks of the commit that must have passed before a deployment, by the names of check runs and commit statuses, such as `security / scan`. One that is absent, skipped or cancelled has not passed.',
  },
  'allowed-conclusions': {
    type: 'array',
    items: { enum: ['skipped', 'neutral'], expected: 'skipped or neutral' },
    minItems: 1,
    uniqueItems: true,
    expected: 'a list of conclusions',
    description: 'Conclusions of required checks that count like success: `skipped`, `neutral`.',
  },
  'wait-seconds': {
    ...wholeNumber(0, 3600),
    default: 600,
    description: 'Seconds to wait for required checks that have not completed when the commands have passed.',
  },
} as const

/** Name-value pairs. */
const PAIRS = {
  type: 'object',
  additionalProperties: {
    type: ['string', 'number', 'boolean', 'null'],
    expected: 'a string, a number, true, false or null',
  },
  minProperties: 1,
} as const

/** A check in mapping form, as smoke-test reads it. */
const CHECK_KEYS = {
  method: { type: 'string', pattern: '^[A-Z]{1,20}$', expected: 'an upper-case HTTP method, such as POST' },
  path: URL_PATH,
  headers: { ...PAIRS, expected: 'a mapping of names to strings' },
  body: { type: ['string', 'object', 'array'], expected: 'a string, or a mapping or list for JSON' },
  status: {
    type: ['integer', 'string', 'array'],
    minimum: 100,
    maximum: 599,
    pattern: '^[1-5]\\d\\d(, *[1-5]\\d\\d)*$',
    items: {
      type: ['integer', 'string'],
      minimum: 100,
      maximum: 599,
      pattern: '^[1-5]\\d\\d$',
      expected: 'a status code',
    },
    minItems: 1,
    expected: 'one or more status codes, such as [401, 422]',
  },
  'expect-json': { ...PAIRS, expected: 'a mapping of paths to values' },
  'expect-body': { type: 'string', minLength: 1, expected: 'a regular expression' },
  'expect-header': { ...PAIRS, expected: 'a mapping of names to strings' },
  'within-ms': wholeNumber(1, 60_000),
  'expect-version': {
    type: 'string',
    pattern: '^(body|(json|header)\\s+\\S+)$',
    expected: '"body", "json PATH" or "header NAME"',
  },
} as const

/** The smoke tests. */
export const SMOKE_SETTINGS = {
  'skip-standard-checks': {
    type: 'boolean',
    default: false,
    expected: 'true or false',
    description:
      'Do not check that `/health`, `/docs` and `/openapi.json` return 200. Without any other check, `health-path` is requested.',
  },
  'login-path': {
    ...URL_PATH,
    description:
      'Path of the login endpoint, which must return 401 or 422 for an empty JSON object. Without it, the login is not checked.',
  },
  checks: {
    type: 'array',
    items: {
      type: ['object', 'string'],
      properties: CHECK_KEYS,
      required: ['path'],
      additionalProperties: false,
      pattern: '^[ \\t]*[A-Z]+[ \\t]+/\\S*[ \\t]+[1-5]\\d\\d(,[1-5]\\d\\d)*[ \\t]*$',
      expected: 'a check as `METHOD /path STATUS` or a mapping',
    },
    expected: 'a list of checks',
    description:
      'Additional checks, each as `METHOD /path STATUS` or a mapping with the keys of smoke-test. `$NAME` in a header is a value of the secret `SMOKE_SECRETS`.',
  },
  'timeout-seconds': {
    ...wholeNumber(1, 3600),
    default: 30,
    description: 'Seconds within which every check must pass once.',
  },
  'edge-failure': {
    enum: ['alert', 'bad-release'],
    default: 'alert',
    expected: 'alert or bad-release',
    description:
      'What to do when the public URL fails but the release is healthy on the server: `alert` fails the run, `bad-release` rolls back.',
  },
} as const
