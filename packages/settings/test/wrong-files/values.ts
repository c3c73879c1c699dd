import { atTop, FINGERPRINT, inStaging, replacing, type WrongFile } from './wrong-file.ts'

export const VALUES: readonly WrongFile[] = [
  {
    name: 'a version without quotes',
    text: atTop('test: { python-version: 3.10 }'),
    problems: [
      '1:25 test.python-version must be a single-line string, got the number 3.10. Quote it:  "3.10"',
    ],
  },
  {
    name: 'an account id without quotes',
    text: atTop('backup: { bucket-owner: 123456789012 }'),
    problems: [
      '1:25 backup.bucket-owner must be a 12-digit account id, got the number 123456789012. Quote it:  "123456789012"',
    ],
  },
  {
    name: 'a short account',
    text: atTop('backup: { bucket-owner: 1234 }'),
    problems: ['1:25 backup.bucket-owner must be a 12-digit account id, got the number 1234'],
  },
  {
    name: 'a number instead of a keyword',
    text: atTop('backup: { verify: 2 }'),
    problems: ['1:19 backup.verify must be "1", "2" or "3", got the number 2. Quote it:  "2"'],
  },
  {
    name: 'a text in place of a number',
    text: inStaging('watch-seconds: "60"'),
    problems: [
      '8:20 environments.staging.watch-seconds must be a whole number from 0 to 900, got "60". Use 60 without quotes',
    ],
  },
  {
    name: 'a number with its unit',
    text: inStaging('watch-seconds: 60s'),
    problems: ['8:20 environments.staging.watch-seconds must be a whole number from 0 to 900, got "60s"'],
  },
  {
    name: 'a number out of range',
    text: inStaging('watch-seconds: 901'),
    problems: [
      '8:20 environments.staging.watch-seconds must be a whole number from 0 to 900, got the number 901',
    ],
  },
  {
    name: 'a fraction',
    text: inStaging('canary-seconds: 0.5'),
    problems: [
      '8:21 environments.staging.canary-seconds must be a whole number from 0 to 1800, got the number 0.5',
    ],
  },
  {
    name: 'a negative number',
    text: inStaging('drain-seconds: -1'),
    problems: [
      '8:20 environments.staging.drain-seconds must be a whole number from 0 to 3600, got the number -1',
    ],
  },
  {
    name: 'infinity',
    text: inStaging('drain-seconds: .inf'),
    problems: [
      '8:20 environments.staging.drain-seconds must be a whole number from 0 to 3600, got the number .inf',
    ],
  },
  {
    name: 'a port that does not exist',
    text: inStaging('handover-port: 65536'),
    problems: ['8:20 environments.staging.handover-port must be a port, got the number 65536'],
  },
  {
    name: 'yes',
    text: inStaging('require-reversible: yes'),
    problems: [
      '8:25 environments.staging.require-reversible must be true or false, got "yes". Use true without quotes',
    ],
  },
  {
    name: 'on',
    text: inStaging('require-reversible: on'),
    problems: [
      '8:25 environments.staging.require-reversible must be true or false, got "on". Use true without quotes',
    ],
  },
  {
    name: 'no',
    text: atTop('smoke: { skip-standard-checks: no }'),
    problems: ['1:32 smoke.skip-standard-checks must be true or false, got "no". Use false without quotes'],
  },
  {
    name: 'a boolean in quotes',
    text: atTop('smoke: { skip-standard-checks: "false" }'),
    problems: [
      '1:32 smoke.skip-standard-checks must be true or false, got "false". Use false without quotes',
    ],
  },
  {
    name: 'neither true nor false',
    text: inStaging('require-reversible: maybe'),
    problems: ['8:25 environments.staging.require-reversible must be true or false, got "maybe"'],
  },
  {
    name: 'a boolean in place of a text',
    text: inStaging('migrate: true'),
    problems: [
      '8:14 environments.staging.migrate must be a single-line command, or an empty string for none, got true. Quote it:  "true"',
    ],
  },
  {
    name: 'no value',
    text: inStaging('migrate:'),
    problems: ['8:5 environments.staging.migrate has no value. Set it, or remove the key'],
  },
  {
    name: 'null as a value',
    text: inStaging('registry: null'),
    problems: ['8:15 environments.staging.registry has no value. Set it, or remove the key'],
  },
  {
    name: 'a group without a value',
    text: atTop('smoke:'),
    problems: ['1:1 smoke has no value. Set it, or remove the key'],
  },
  {
    name: 'a group with a value',
    text: atTop('smoke: true'),
    problems: ['1:8 smoke must be a mapping of settings, got true'],
  },
  {
    name: 'a list in place of a group',
    text: atTop('backup: [age]'),
    problems: ['1:9 backup must be a mapping of settings, got the list [age]'],
  },
  {
    name: 'a list in place of a text',
    text: replacing('path: /opt/app', 'path: [/opt/app]'),
    problems: [
      '5:11 environments.staging.path must be an absolute path without "..", "." and "//", got the list [/opt/app]',
    ],
  },
  {
    name: 'a mapping in place of a text',
    text: replacing('path: /opt/app', 'path: { app: /opt/app }'),
    problems: [
      '5:11 environments.staging.path must be an absolute path without "..", "." and "//", got a mapping',
    ],
  },
  {
    name: 'a text in place of a list',
    text: inStaging('branches: main'),
    problems: [
      '8:15 environments.staging.branches must be a list of branches, got "main". Use a list:  [main]',
    ],
  },
  {
    name: 'commas in place of a list',
    text: replacing(
      'service: app',
      `service: app_{slot}
    slots: blue,green`,
    ),
    problems: [
      '8:12 environments.staging.slots must be two different names, got "blue,green". Use a list:  [blue, green]',
    ],
  },
  {
    name: 'a list of one slot',
    text: replacing(
      'service: app',
      `service: app_{slot}
    slots: [blue]`,
    ),
    problems: ['8:12 environments.staging.slots must be two different names, got the list [blue]'],
  },
  {
    name: 'a list of three slots',
    text: replacing(
      'service: app',
      `service: app_{slot}
    slots: [a, b, c]`,
    ),
    problems: ['8:12 environments.staging.slots must be two different names, got the list [a, b, c]'],
  },
  {
    name: 'the same slot twice',
    text: replacing(
      'service: app',
      `service: app_{slot}
    slots: [blue, blue]`,
    ),
    problems: ['8:12 environments.staging.slots must be two different names, got the list [blue, blue]'],
  },
  {
    name: 'a reserved slot',
    text: replacing(
      'service: app',
      `service: app_{slot}
    slots: [blue, handover]`,
    ),
    problems: ['8:19 environments.staging.slots[1] must be the name of a slot, got "handover"'],
  },
  {
    name: 'an empty list',
    text: inStaging('branches: []'),
    problems: ['8:15 environments.staging.branches must be a list of branches, got an empty list'],
  },
  {
    name: 'a range of branches',
    text: inStaging('branches: [main..x]'),
    problems: ['8:16 environments.staging.branches[0] must be the name of a branch, got "main..x"'],
  },
  {
    name: 'several services in one text',
    text: replacing('service: app', 'service: app,api'),
    problems: [
      '7:14 environments.staging.service must be the name of a service, or a list of them, got "app,api". Use a list:  [app, api]',
    ],
  },
  {
    name: 'a misspelled keyword',
    text: atTop('backup: { encryption: sse-km }'),
    problems: [
      '1:23 backup.encryption must be one of sse-s3, sse-kms, age, none, got "sse-km". Did you mean sse-kms?',
    ],
  },
  {
    name: 'a keyword without a similar one',
    text: inStaging('proxy: apache'),
    problems: [
      '8:12 environments.staging.proxy must be one of auto, slot-file, nginx-reload, caddy, got "apache"',
    ],
  },
  {
    name: 'an empty text',
    text: inStaging('registry: ""'),
    problems: [
      '8:5 environments.staging.registry must be a registry with its namespace, such as ghcr.io/tsh, got an empty string',
    ],
  },
  {
    name: 'a text of blanks',
    text: inStaging('revision-command: "  "'),
    problems: ['8:23 environments.staging.revision-command must be a single-line string'],
  },
  {
    name: 'a text of two lines',
    text: inStaging(`migrate: |
  one
  two`),
    problems: [
      '8:14 environments.staging.migrate must be a single-line command, or an empty string for none',
    ],
  },
  {
    name: 'a server without a user',
    text: replacing('root@staging.example', 'staging.example'),
    problems: ['3:13 environments.staging.server must be user@host or user@host:port, got "staging.example"'],
  },
  {
    name: 'a server with a password',
    text: replacing('root@staging.example', 'root:hunter2@staging.example'),
    problems: ['3:13 environments.staging.server must be user@host or user@host:port'],
  },
  {
    name: 'a server with a port that does not exist',
    text: replacing('root@staging.example', 'root@staging.example:70000'),
    problems: [
      '3:13 environments.staging.server must be user@host or user@host:port, got "root@staging.example:70000"',
    ],
  },
  {
    name: 'a server in brackets that is not an IPv6 address',
    text: replacing('root@staging.example', 'root@[192.0.2.1]'),
    problems: [
      '3:13 environments.staging.server must be user@host or user@host:port, got "root@[192.0.2.1]"',
    ],
  },
  {
    name: 'a server as a URL',
    text: replacing('root@staging.example', 'ssh://root@staging.example'),
    problems: [
      '3:13 environments.staging.server must be user@host or user@host:port, got "ssh://root@staging.example"',
    ],
  },
  {
    name: 'an address of IPv6 without brackets',
    text: replacing('root@staging.example', 'root@2001:db8::1'),
    problems: [
      '3:13 environments.staging.server must be user@host or user@host:port, got "root@2001:db8::1"',
    ],
  },
  {
    name: 'a relative path',
    text: replacing('/opt/app', 'opt/app'),
    problems: [
      '5:11 environments.staging.path must be an absolute path without "..", "." and "//", got "opt/app"',
    ],
  },
  {
    name: 'a path with ..',
    text: replacing('/opt/app', '/opt/../app'),
    problems: [
      '5:11 environments.staging.path must be an absolute path without "..", "." and "//", got "/opt/../app"',
    ],
  },
  {
    name: 'a path with a tilde',
    text: replacing('/opt/app', '"~/app"'),
    problems: [
      '5:11 environments.staging.path must be an absolute path without "..", "." and "//", got "~/app"',
    ],
  },
  {
    name: 'a build argument without a valid name',
    text: inStaging('build-args: { API-URL: x }'),
    problems: [
      '8:19 environments.staging.build-args.API-URL must be the name of a build argument (letters, digits and "_")',
    ],
  },
  {
    name: 'a build argument with several lines',
    text: inStaging('build-args: { API_URL: "a\\nb" }'),
    problems: ['8:28 environments.staging.build-args.API_URL must be a single line of text, got "a b"'],
  },
  {
    name: 'build arguments as lines',
    text: inStaging('build-args: API_URL=x'),
    problems: [
      '8:17 environments.staging.build-args must be a mapping of build arguments, such as API_URL: https://shop.example/api, got "API_URL=x"',
    ],
  },
  {
    name: 'an absolute compose file',
    text: inStaging('compose-file: /opt/compose.yml'),
    problems: [
      '8:19 environments.staging.compose-file must be a relative path without "..", or a list of them, got "/opt/compose.yml". Use a list:  [/opt/compose.yml]',
    ],
  },
  {
    name: 'a URL without a scheme',
    text: replacing('url: https://staging.example', 'url: staging.example'),
    problems: [
      '6:10 environments.staging.url must be an http(s) URL without user and password, got "staging.example"',
    ],
  },
  {
    name: 'a URL with a password',
    text: replacing('url: https://staging.example', 'url: https://user:hunter2@staging.example'),
    problems: ['6:10 environments.staging.url must be an http(s) URL without user and password'],
  },
  {
    name: 'a store without TLS',
    text: atTop('backup: { endpoint: "http://minio.example:9000" }'),
    problems: [
      '1:21 backup.endpoint must be an https URL without user and password, got "http://minio.example:9000"',
    ],
  },
  {
    name: 'messages without TLS',
    text: atTop('telegram: { api-url: "http://127.0.0.1.example" }'),
    problems: [
      '1:22 telegram.api-url must be an https URL without user and password, got "http://127.0.0.1.example"',
    ],
  },
  {
    name: 'a registry with an empty part',
    text: inStaging('registry: ghcr.io//shop'),
    problems: [
      '8:15 environments.staging.registry must be a registry with its namespace, such as ghcr.io/tsh, got "ghcr.io//shop"',
    ],
  },
  {
    name: 'a service of a database in a slot',
    text: inStaging('database: { service: "db_{slot}" }'),
    problems: ['8:26 environments.staging.database.service must be the name of a service, got "db_{slot}"'],
  },
  {
    name: 'a container that docker takes for an option',
    text: inStaging('database: { source: container, container: -q }'),
    problems: ['8:47 environments.staging.database.container must be the name of a container, got "-q"'],
  },
  {
    name: 'a very long value',
    text: replacing(
      'url: https://staging.example',
      'url: staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-staging-',
    ),
    problems: [
      '6:10 environments.staging.url must be an http(s) URL without user and password, got "staging-staging-staging-staging-staging-staging-staging-stag\u2026"',
    ],
  },
  {
    name: 'a direction mark',
    text: replacing('url: https://staging.example', 'url: "\u202estaging"'),
    problems: [
      '6:10 environments.staging.url must be an http(s) URL without user and password, got "staging"',
    ],
  },
  {
    name: 'a command without a value',
    text: atTop('test: { commands: { unit: } }'),
    problems: ['1:21 test.commands.unit has no value. Set it, or remove the key'],
  },
  {
    name: 'a command with a key that it has not',
    text: atTop('test: { commands: { unit: { run: pytest, timeout: 5 } } }'),
    problems: ['1:42 test.commands.unit.timeout is not a setting. Remove it'],
  },
  {
    name: 'a command without its shell line',
    text: atTop('test: { commands: { unit: { kind: unit } } }'),
    problems: ['1:21 test.commands.unit.run is missing. Add it'],
  },
  {
    name: 'a command of an unknown kind',
    text: atTop('test: { commands: { unit: { run: pytest, kind: fuzz } } }'),
    problems: ['1:48 test.commands.unit.kind must be lint, types, unit or other'],
  },
  {
    name: 'a report outside of the repository',
    text: atTop('test: { commands: { unit: { run: pytest, report: ../unit.xml } } }'),
    problems: ['1:50 test.commands.unit.report must be a relative path or pattern without ".."'],
  },
  {
    name: 'a coverage above all lines',
    text: atTop('test: { min-coverage-percent: 101 }'),
    problems: ['1:31 test.min-coverage-percent must be a whole number from 1 to 100, got the number 101'],
  },
  {
    name: 'a service of the tests with a blank',
    text: atTop('test: { services: [a b] }'),
    problems: ['1:20 test.services[0] must be the name of a service, got "a b"'],
  },
  {
    name: 'a conclusion of a check that failed',
    text: atTop('test: { allowed-conclusions: [failure] }'),
    problems: ['1:31 test.allowed-conclusions[0] must be skipped or neutral, got "failure"'],
  },
  {
    name: 'a command that is a list',
    text: atTop('test: { commands: { unit: [pytest, -q] } }'),
    problems: ['1:27 test.commands.unit must be a command, or keys with `run`, got a list'],
  },
  {
    name: 'no commands',
    text: atTop('test: { commands: {} }'),
    problems: ['1:19 test.commands must be commands as `name: command`, got an empty mapping'],
  },
  {
    name: 'a check without a status',
    text: atTop('smoke: { checks: [GET /health] }'),
    problems: ['1:19 smoke.checks[0] must be a check as `METHOD /path STATUS` or a mapping'],
  },
  {
    name: 'a misspelled key of a check',
    text: atTop('smoke: { checks: [{ path: /health, staus: 200 }] }'),
    problems: ['1:36 smoke.checks[0].staus is not a key of a check. Did you mean status?'],
  },
  {
    name: 'a key of a check without a similar one',
    text: atTop('smoke: { checks: [{ path: /health, password: hunter2 }] }'),
    problems: [
      '1:36 smoke.checks[0].password is not a key of a check. The keys are method, path, headers, body, status, expect-json, expect-body, expect-header, within-ms, expect-version',
    ],
  },
  {
    name: 'a check without a path',
    text: inStaging(`smoke:
  checks:
    - { status: 200 }
    - { path: /a, status: [200, 600] }
    - { path: health }`),
    problems: [
      '10:11 environments.staging.smoke.checks[0].path is missing. Add it',
      '11:37 environments.staging.smoke.checks[1].status[1] must be a status code',
      '12:19 environments.staging.smoke.checks[2].path must be a path such as /health',
    ],
  },
  {
    name: 'a version in a place that checks do not read',
    text: atTop('smoke: { checks: [{ path: /, expect-version: version, within-ms: 0 }] }'),
    problems: [
      '1:46 smoke.checks[0].expect-version must be "body", "json PATH" or "header NAME"',
      '1:66 smoke.checks[0].within-ms must be a whole number from 1 to 60000',
    ],
  },
  {
    name: 'a check on several lines',
    text: atTop('smoke: { checks: ["GET\\n/health\\n200"] }'),
    problems: ['1:19 smoke.checks[0] must be a check as `METHOD /path STATUS` or a mapping'],
  },
  {
    name: 'a check that is a number',
    text: atTop('smoke: { checks: [200] }'),
    problems: ['1:19 smoke.checks[0] must be a check as `METHOD /path STATUS` or a mapping'],
  },
  {
    name: 'checks in one text',
    text: atTop('smoke: { checks: GET /health 200 }'),
    problems: ['1:18 smoke.checks must be a list of checks'],
  },
  {
    name: 'a database that is not none',
    text: atTop('database: postgres'),
    problems: ['1:11 database must be a mapping of settings, or none, got "postgres"'],
  },
  {
    name: 'a database without a value',
    text: atTop('database:'),
    problems: ['1:1 database has no value. Set it, or remove the key'],
  },
  {
    name: 'a private key of age',
    text: atTop('backup: { encryption: age, age-recipients: [AGE-SECRET-KEY-1QQQQ] }'),
    problems: [
      '1:45 backup.age-recipients[0] contains an age secret key, which everyone with read access to the repository can see. Rotate the secret, and store the new one as a repository secret',
    ],
  },
  {
    name: 'a recipient that is not one',
    text: atTop('backup: { encryption: age, age-recipients: [age1short] }'),
    problems: ['1:45 backup.age-recipients[0] must be an age public key'],
  },
  {
    name: 'a private key as the host key',
    text: replacing(
      `host-key: ${FINGERPRINT}`,
      `host-key: |
      -----BEGIN OPENSSH PRIVATE KEY-----
      b3BlbnNzaC1rZXktdjEAAAAABG5vbmU
      -----END OPENSSH PRIVATE KEY-----`,
    ),
    problems: [
      '4:15 environments.staging.host-key contains a private key, which everyone with read access to the repository can see. Rotate the secret, and store the new one as a repository secret',
    ],
  },
  {
    name: 'a private key in one line',
    text: replacing(`host-key: ${FINGERPRINT}`, 'host-key: "-----BEGIN RSA PRIVATE KEY-----\\nMIIE"'),
    problems: [
      '4:15 environments.staging.host-key contains a private key, which everyone with read access to the repository can see. Rotate the secret, and store the new one as a repository secret',
    ],
  },
  {
    name: 'a private key without indentation',
    text: replacing(
      `host-key: ${FINGERPRINT}`,
      `host-key:
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmU
-----END OPENSSH PRIVATE KEY-----`,
    ),
    problems: [
      '5:1 the file is not valid YAML: a key spans several lines. A ":" or a quote may be missing',
      '8:11 the file is not valid YAML: a string that contains ": " must be quoted, and a nested mapping must be on its own lines',
      '9:10 the file is not valid YAML: a string that contains ": " must be quoted, and a nested mapping must be on its own lines',
    ],
  },
  {
    name: 'a token of a bot',
    text: atTop(
      'telegram: { api-url: "https://api.telegram.org/bot123456789:AAF0123456789012345678901234567890" }',
    ),
    problems: [
      '1:22 telegram.api-url contains a Telegram bot token, which everyone with read access to the repository can see. Rotate the secret, and store the new one as a repository secret',
    ],
  },
  {
    name: 'a token of a bot in capitals',
    text: atTop('telegram: { api-url: 123456789:AAF0123456789012345678901234567890 }'),
    problems: [
      '1:22 telegram.api-url contains a Telegram bot token, which everyone with read access to the repository can see. Rotate the secret, and store the new one as a repository secret',
    ],
  },
  {
    name: 'a token in a command',
    text: atTop('test: { commands: { unit: "TOKEN=ghp_0123456789abcdefghijABCDEFGHIJ0123 pytest" } }'),
    problems: [
      '1:27 test.commands.unit contains a GitHub token, which everyone with read access to the repository can see. Rotate the secret, and store the new one as a repository secret',
    ],
  },
  {
    name: 'a token as a number',
    text: atTop(`registry-username: true
registry: AKIAIOSFODNN7EXAMPLEabcd0123`),
    problems: [
      '1:20 registry-username must be a single-line string, got true. Quote it:  "true"',
      '2:11 registry must be a registry with its namespace, such as ghcr.io/tsh',
    ],
  },
  {
    name: 'an invalid mode of the standard',
    text: atTop('standard: enforced'),
    problems: ['1:11 standard must be a mapping of settings, or one of off, warn, enforce, got "enforced"'],
  },
  {
    name: 'an ignored rule without a reason, with an invalid key and date',
    text: atTop('standard: { ignore: [{ id: PORT-2, untill: 2030-01-01, until: next year }] }'),
    problems: [
      '1:22 standard.ignore[0].reason is missing. Add it',
      '1:36 standard.ignore[0].untill is not a setting. Did you mean until?',
      '1:63 standard.ignore[0].until must be a date such as 2030-12-31, got "next year"',
    ],
  },
  {
    name: 'an invalid port',
    text: atTop('standard: { ports: { app: 8001 } }'),
    problems: [
      '1:27 standard.ports.app must be a port as "published:target", or a list with one per slot, got the number 8001',
    ],
  },
  {
    name: 'an expression',
    text: replacing(`host-key: ${FINGERPRINT}`, 'host-key: ${{ vars.HOST_KEY }}'),
    problems: [
      '4:15 environments.staging.host-key contains an expression (${{ \u2026 }}), which is not evaluated in this file. Use the value itself',
    ],
  },
]
