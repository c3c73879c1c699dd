import { TEXT } from './forms.ts'

const PORT = '\\d{1,5}:\\d{1,5}'

/** An ignored rule. */
const IGNORE = {
  type: 'object',
  properties: {
    id: { type: 'string', pattern: '^[A-Z]{2,4}-\\d{1,2}$', expected: 'the id of a rule, such as PORT-2' },
    reason: { ...TEXT, minLength: 10, expected: 'a reason of at least 10 characters' },
    until: {
      type: 'string',
      pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
      expected: 'a date such as 2030-12-31',
    },
    file: { ...TEXT, expected: 'the path of a file' },
  },
  required: ['id', 'reason', 'until'],
  additionalProperties: false,
  expected: 'a mapping with id, reason and until',
} as const

/** The deployment standard. */
export const STANDARD_SETTINGS = {
  mode: {
    enum: ['off', 'warn', 'enforce'],
    default: 'warn',
    expected: 'one of off, warn, enforce',
    description:
      'How a repository is checked against the deployment standard: `off` applies no rule, `warn` reports findings, `enforce` also fails on findings of severity E and on missing evidence of a deployment. `standard: enforce` is short for this setting.',
  },
  'required-services': {
    type: ['array', 'object'],
    items: TEXT,
    additionalProperties: TEXT,
    expected: 'a list of roles, or a mapping of roles to service names',
    default: ['app', 'postgres', 'redis', 'neurolink', 'dashboard'],
    description:
      'Roles that services of the compose file must have: a list, or a mapping such as `postgres: db`. A service has a role by its name, an alias, its container name, its image or its build.',
  },
  ports: {
    type: 'object',
    additionalProperties: {
      type: ['string', 'array'],
      pattern: `^${PORT}$`,
      items: { type: 'string', pattern: `^${PORT}$`, expected: 'a port as "published:target"' },
      expected: 'a port as "published:target", or a list with one per slot',
    },
    expected: 'a mapping of roles to ports',
    description:
      'Published and target port of each role, such as `app: ["8001:8000", "8011:8000"]` with one per slot. Defaults to the ports of the standard in the environments `staging` and `production`.',
  },
  ignore: {
    type: 'array',
    items: IGNORE,
    expected: 'a list of rules with id, reason and until',
    description:
      'Rules that are not applied, each with `id`, `reason` and the date `until` (2030-12-31), and with `file` for one file only. An entry whose date has passed is a finding.',
  },
} as const
