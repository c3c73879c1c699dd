import { VALID } from '../valid-file.ts'
import { atTop, FINGERPRINT, inStaging, replacing, type WrongFile } from './wrong-file.ts'

export const KEYS: readonly WrongFile[] = [
  {
    name: 'a misspelled setting',
    text: replacing(
      'path: /opt',
      `paht: x
    path: /opt`,
    ),
    problems: ['5:5 environments.staging.paht is not a setting. Did you mean path?'],
  },
  {
    name: 'an underscore',
    text: inStaging('compose_file: compose.yml'),
    problems: ['8:5 environments.staging.compose_file is not a setting. Did you mean compose-file?'],
  },
  {
    name: 'camel case',
    text: inStaging('composeFile: compose.yml'),
    problems: ['8:5 environments.staging.composeFile is not a setting. Did you mean compose-file?'],
  },
  {
    name: 'a missing letter',
    text: inStaging('compose-fil: compose.yml'),
    problems: ['8:5 environments.staging.compose-fil is not a setting. Did you mean compose-file?'],
  },
  {
    name: 'a key without a similar one',
    text: inStaging('flavour: sweet'),
    problems: ['8:5 environments.staging.flavour is not a setting. Remove it'],
  },
  {
    name: 'an old name',
    text: inStaging('deploy-path: /opt'),
    problems: ['8:5 environments.staging.deploy-path was renamed to path'],
  },
  {
    name: 'an old name with underscores',
    text: inStaging('deploy_path: /opt'),
    problems: ['8:5 environments.staging.deploy_path was renamed to path'],
  },
  {
    name: 'an old name that is in a group now',
    text: inStaging('test-commands: x'),
    problems: ['8:5 environments.staging.test-commands was renamed to test.commands'],
  },
  {
    name: 'parts of the server',
    text: replacing(
      'server: root@staging.example',
      `host: staging.example
    port: 22
    user: root`,
    ),
    problems: [
      '2:3 environments.staging.server is missing. Set it in the environment, or at the top level for all',
      '3:5 environments.staging.host is now part of server. Write server as user@host or user@host:port',
      '4:5 environments.staging.port is now part of server. Write server as user@host or user@host:port',
      '5:5 environments.staging.user is now part of server. Write server as user@host or user@host:port',
    ],
  },
  {
    name: 'a part of the address of a database',
    text: inStaging('database: { host: db.example, port: 5432 }'),
    problems: [
      '8:17 environments.staging.database.host is not a setting. Remove it',
      '8:35 environments.staging.database.port is not a setting. Remove it',
    ],
  },
  {
    name: 'old names of the host key',
    text: replacing(
      `host-key: ${FINGERPRINT}`,
      `known-hosts: x
    host-fingerprint: x`,
    ),
    problems: [
      '2:3 environments.staging.host-key is missing. Set it in the environment, or at the top level for all',
      '4:5 environments.staging.known-hosts is now part of host-key. Write host-key as a fingerprint (SHA256:\u2026) or known_hosts lines',
      '5:5 environments.staging.host-fingerprint is now part of host-key. Write host-key as a fingerprint (SHA256:\u2026) or known_hosts lines',
    ],
  },
  {
    name: 'a key of a group outside of it',
    text: inStaging('login-path: /login'),
    problems: ['8:5 environments.staging.login-path is not a setting here. Write smoke.login-path'],
  },
  {
    name: 'the input of a group',
    text: inStaging('database-service: db'),
    problems: ['8:5 environments.staging.database-service is not a setting here. Write database.service'],
  },
  {
    name: 'a key of a group at the top',
    text: atTop('retention-days: 30'),
    problems: ['1:1 retention-days is not a setting here. Write backup.retention-days'],
  },
  {
    name: 'a setting inside a group',
    text: atTop('backup: { url: https://a.example }'),
    problems: ['1:11 backup.url is not a setting of backup. Write url next to backup'],
  },
  {
    name: 'a setting that is in two places',
    text: atTop('smoke: { service: app }'),
    problems: [
      '1:10 smoke.service is not a setting of smoke. Write service or database.service next to smoke',
    ],
  },
  {
    name: 'a group inside a group',
    text: atTop('smoke: { backup: {} }'),
    problems: ['1:10 smoke.backup is not a setting of smoke. Write it next to smoke'],
  },
  {
    name: 'a key of one group in another',
    text: atTop('smoke: { install: make }'),
    problems: ['1:10 smoke.install is not a setting here. Write test.install'],
  },
  {
    name: 'a misspelled key of a group',
    text: atTop('backup: { retention: 30, encrytion: age }'),
    problems: [
      '1:11 backup.retention is not a setting. Did you mean retention-days?',
      '1:26 backup.encrytion is not a setting. Did you mean encryption?',
    ],
  },
  {
    name: 'a misspelled key of another group',
    text: inStaging('retention-day: 30'),
    problems: [
      '8:5 environments.staging.retention-day is not a setting. Did you mean backup.retention-days?',
    ],
  },
  {
    name: 'application in an environment',
    text: inStaging('application: shop'),
    problems: ['8:5 environments.staging.application is not a setting here. Write it at the top of the file'],
  },
  {
    name: 'environments in an environment',
    text: inStaging('environments: {}'),
    problems: [
      '8:5 environments.staging.environments is not a setting here. Write it at the top of the file',
    ],
  },
  {
    name: 'an environment at the top',
    text: `${VALID}production:
  server: root@host
`,
    problems: ['8:1 production is not a setting. If it is an environment, write it below environments'],
  },
  {
    name: 'a misspelled top level key',
    text: 'enviroments: {}\n',
    problems: [
      '1:1 enviroments is not a setting. Did you mean environments?',
      '1:1 environments is missing. Add it with the name of each environment and its settings',
    ],
  },
  {
    name: 'a secret as a setting',
    text: inStaging(`ssh-key: x
bot_token: y
password: z`),
    problems: [
      '8:5 environments.staging.ssh-key is not a setting, because its value is a secret. Remove it, and pass the secret to the workflow',
      '9:5 environments.staging.bot_token is not a setting, because its value is a secret. Remove it, and pass the secret to the workflow',
      '10:5 environments.staging.password is not a setting, because its value is a secret. Remove it, and pass the secret to the workflow',
    ],
  },
  {
    name: 'a token as a key',
    text: atTop('ghp_0123456789abcdefghijABCDEFGHIJ0123: x'),
    problems: ['1:1 *** is not a setting. Remove it'],
  },
  {
    name: 'a very long key',
    text: atTop('kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: x'),
    problems: [
      '1:1 kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\u2026 is not a setting. Remove it',
    ],
  },
  {
    name: 'no environment',
    text: 'application: shop\n',
    problems: ['1:1 environments is missing. Add it with the name of each environment and its settings'],
  },
  {
    name: 'an empty mapping of environments',
    text: 'environments: {}\n',
    problems: ['1:15 environments must be a mapping with at least one environment, got an empty mapping'],
  },
  {
    name: 'environments without a value',
    text: 'environments:\n',
    problems: ['1:1 environments has no value. Set it, or remove the key'],
  },
  {
    name: 'an environment without a value',
    text: `environments:
  staging:
`,
    problems: ['2:3 environments.staging has no value. Set it, or remove the key'],
  },
  {
    name: 'an environment without settings',
    text: `environments:
  staging: {}
`,
    problems: [
      '2:3 environments.staging.host-key is missing. Set it in the environment, or at the top level for all',
      '2:3 environments.staging.path is missing. Set it in the environment, or at the top level for all',
      '2:3 environments.staging.server is missing. Set it in the environment, or at the top level for all',
      '2:3 environments.staging.service is missing. Set it in the environment, or at the top level for all',
      '2:3 environments.staging.url is missing. Set it in the environment, or at the top level for all',
    ],
  },
  {
    name: 'an environment in capitals',
    text: replacing('  staging:', '  Staging:'),
    problems: [
      '2:3 environments.Staging must be the name of an environment (lower-case letters, digits and "-", starting with a letter, at most 63 characters)',
    ],
  },
  {
    name: 'an environment with a name that no version can have',
    text: replacing('  staging:', `  ${'e'.repeat(64)}:`),
    problems: [
      `2:3 environments.${'e'.repeat(60)}… must be the name of an environment (lower-case letters, digits and "-", starting with a letter, at most 63 characters)`,
    ],
  },
  {
    name: 'an environment with a blank',
    text: replacing('  staging:', '  stag ing:'),
    problems: [
      '2:3 environments.stag ing must be the name of an environment (lower-case letters, digits and "-", starting with a letter, at most 63 characters)',
    ],
  },
  {
    name: 'a list of environments',
    text: 'environments: [staging]\n',
    problems: ['1:15 environments must be a mapping with at least one environment, got the list [staging]'],
  },
  {
    name: 'a setting in place of an environment',
    text: `environments:
  server: root@host
`,
    problems: [
      '2:11 environments.server is a setting, but environments are expected here. Move it below the name of its environment',
    ],
  },
  {
    name: 'the name of a command',
    text: atTop('test: { commands: { "a:b": make } }'),
    problems: ['1:21 test.commands.a:b must be a name of letters, digits, spaces, ".", "_" and "-"'],
  },
]
