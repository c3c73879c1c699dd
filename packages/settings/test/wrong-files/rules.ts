import { atTop, ED25519, FINGERPRINT, inStaging, replacing, type WrongFile } from './wrong-file.ts'

export const RULES: readonly WrongFile[] = [
  {
    name: 'a host key of comments only',
    text: replacing(`host-key: ${FINGERPRINT}`, 'host-key: "# later"'),
    problems: [
      '4:15 environments.staging.host-key contains no key. Add a fingerprint (SHA256:\u2026) or known_hosts lines',
    ],
  },
  {
    name: 'an empty host key',
    text: replacing(`host-key: ${FINGERPRINT}`, 'host-key: ""'),
    problems: ['4:5 environments.staging.host-key must be fingerprints or known_hosts lines, one per line'],
  },
  {
    name: 'a fingerprint that was cut',
    text: replacing(FINGERPRINT, 'SHA256:1OAd2cISTkBNgGr'),
    problems: [
      '4:15 environments.staging.host-key has a fingerprint that is not SHA256: and 43 characters. Write that part of what "ssh-keygen -l" prints',
    ],
  },
  {
    name: 'a fingerprint of MD5',
    text: replacing(FINGERPRINT, '"MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48"'),
    problems: [
      '4:15 environments.staging.host-key has a fingerprint that is not SHA256: and 43 characters. Write that part of what "ssh-keygen -l" prints',
    ],
  },
  {
    name: 'a whole line of ssh-keygen',
    text: replacing(FINGERPRINT, `256 ${FINGERPRINT} root@staging (ED25519)`),
    problems: [
      '4:15 environments.staging.host-key has a fingerprint that is not SHA256: and 43 characters. Write that part of what "ssh-keygen -l" prints',
    ],
  },
  {
    name: 'fingerprints and known_hosts lines',
    text: replacing(
      `host-key: ${FINGERPRINT}`,
      `host-key:
      - ${FINGERPRINT}
      - staging.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDhLyVvbS1TQfF0z8mGoKDKVVWrY0uNyz5YxDRzBiiP1`,
    ),
    problems: [
      '5:7 environments.staging.host-key mixes fingerprints with known_hosts lines. Use one of the two forms',
    ],
  },
  {
    name: 'a fingerprint and a jump host',
    text: inStaging('jump: gate@bastion.example'),
    problems: [
      '4:15 environments.staging.host-key must be known_hosts lines, because jump is set: a fingerprint does not name its server',
    ],
  },
  {
    name: 'no known_hosts line',
    text: replacing(FINGERPRINT, 'ssh-ed25519'),
    problems: [
      '4:15 environments.staging.host-key has a line that does not match "names type key" (number 1, comments not counted)',
    ],
  },
  {
    name: 'the line of another server',
    text: replacing(FINGERPRINT, `other.example ${ED25519}`),
    problems: [
      '4:15 environments.staging.host-key has no entry for "staging.example" (server staging.example:22). Add what "ssh-keyscan -p 22 staging.example" prints, after comparing it with the server\'s own key',
    ],
  },
  {
    name: 'the line of another port',
    text: replacing(
      FINGERPRINT,
      `staging.example ${ED25519}`,
      replacing('root@staging.example', 'root@staging.example:2222'),
    ),
    problems: [
      '4:15 environments.staging.host-key has an entry for "staging.example" but not for "[staging.example]:2222" (server staging.example:2222). Add what "ssh-keyscan -p 2222 staging.example" prints, after comparing it with the server\'s own key',
    ],
  },
  {
    name: 'a line for the server and none for the jump host',
    text: inStaging('jump: gate@bastion.example:2222', replacing(FINGERPRINT, `staging.example ${ED25519}`)),
    problems: [
      '4:15 environments.staging.host-key has no entry for "[bastion.example]:2222" (jump bastion.example:2222). Add what "ssh-keyscan -p 2222 bastion.example" prints, after comparing it with the server\'s own key',
    ],
  },
  {
    name: 'a key type that cannot be compared',
    text: replacing(
      FINGERPRINT,
      'staging.example ssh-dss AAAAC3NzaC1lZDI1NTE5AAAAIDhLyVvbS1TQfF0z8mGoKDKVVWrY0uNyz5YxDRzBiiP1',
    ),
    problems: [
      '4:15 environments.staging.host-key pins "staging.example" with a key of unsupported type ssh-dss (server staging.example:22). Add what "ssh-keyscan -p 22 staging.example" prints, after comparing it with the server\'s own key',
    ],
  },
  {
    name: 'a certificate authority',
    text: replacing(FINGERPRINT, `"@cert-authority *.example ${ED25519}"`),
    problems: [
      '4:15 environments.staging.host-key has an @cert-authority line for "staging.example", but host certificates are not supported; the server\'s own key is needed (server staging.example:22). Add what "ssh-keyscan -p 22 staging.example" prints, after comparing it with the server\'s own key',
    ],
  },
  {
    name: 'a service with braces',
    text: replacing('service: app', 'service: app_{slots}'),
    problems: [
      '7:14 environments.staging.service has braces in "app_{slots}" that are not {slot}. Write {slot}, or a name without braces',
    ],
  },
  {
    name: 'several services without slots',
    text: replacing('service: app', 'service: [app, api]'),
    problems: [
      '7:14 environments.staging.service lists several services, so each needs {slot} in its name, and "app" has none',
    ],
  },
  {
    name: 'several services, one without slots',
    text: replacing('service: app', 'service: ["app_{slot}", api]'),
    problems: [
      '7:14 environments.staging.service lists several services, so each needs {slot} in its name, and "api" has none',
    ],
  },
  {
    name: 'a list with braces without quotes',
    text: replacing('service: app', 'service: [app_{slot}, api_{slot}]'),
    problems: [
      '7:19 the file is not valid YAML: a comma or ":" is missing between two items. Quote a string that contains brackets',
    ],
  },
  {
    name: 'the same service twice',
    text: replacing('service: app', 'service: ["app_{slot}", "app_{slot}"]'),
    problems: [
      '7:14 environments.staging.service must be the name of a service, or a list of them, got the list [app_{slot}, app_{slot}]',
    ],
  },
  {
    name: 'several services with slots in one text',
    text: replacing('service: app', 'service: app_{slot},api_{slot}'),
    problems: [
      '7:14 environments.staging.service must be the name of a service, or a list of them, got "app_{slot},api_{slot}". Use a list:  ["app_{slot}", "api_{slot}"]',
    ],
  },
  {
    name: 'slots and a handover port',
    text: inStaging('handover-port: 8014', replacing('service: app', 'service: app_{slot}')),
    problems: [
      '8:20 environments.staging.handover-port only applies to a service without slots, but service contains {slot}. Remove one of them',
    ],
  },
  {
    name: 'slots without {slot}',
    text: inStaging('slots: [blue, green]'),
    problems: [
      '8:12 environments.staging.slots is set, but service "app" does not contain {slot}. Remove slots, or add {slot} to service',
    ],
  },
  {
    name: 'slots and service at the top',
    text: atTop(
      `service: app
slots: [blue, green]`,
      replacing('    service: app\n', ''),
    ),
    problems: [
      '2:8 slots is set, but service "app" does not contain {slot}. Remove slots, or add {slot} to service',
    ],
  },
  {
    name: 'a canary and a drain without slots',
    text: inStaging(`canary-seconds: 30
drain-seconds: 10`),
    problems: [
      '8:21 environments.staging.canary-seconds is set, but service "app" does not contain {slot}. Remove canary-seconds, or add {slot} to service',
      '9:20 environments.staging.drain-seconds is set, but service "app" does not contain {slot}. Remove drain-seconds, or add {slot} to service',
    ],
  },
  {
    name: 'age without recipients',
    text: inStaging('backup: { encryption: age }'),
    problems: [
      '8:27 environments.staging.backup.encryption is age, and backup.age-recipients is missing. Add the public keys',
    ],
  },
  {
    name: 'age at the top without recipients',
    text: atTop('backup: { encryption: age }'),
    problems: ['1:23 backup.encryption is age, and backup.age-recipients is missing. Add the public keys'],
  },
  {
    name: 'recipients without age',
    text: inStaging(
      'backup: { age-recipients: [age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq] }',
    ),
    problems: [
      '8:31 environments.staging.backup.age-recipients is only used with encryption: age, but the encryption is sse-s3. Change one of them',
    ],
  },
  {
    name: 'a KMS key without sse-kms',
    text: atTop('backup: { kms-key: alias/shop }'),
    problems: [
      '1:20 backup.kms-key is only used with encryption: sse-kms, but the encryption is sse-s3. Change one of them',
    ],
  },
  {
    name: 'kept backups without a retention',
    text: atTop('backup: { keep-last: 5 }'),
    problems: [
      '1:22 backup.keep-last is only used together with retention-days, without which no backup is removed. Add retention-days, or remove keep-last',
    ],
  },
  {
    name: 'backups of an environment without a database',
    text: atTop('database: none', inStaging('backup: { retention-days: 30, encryption: none }')),
    problems: [
      '9:31 environments.staging.backup.retention-days is set, but database is none, so nothing is backed up. Remove it, or configure the database',
      '9:47 environments.staging.backup.encryption is set, but database is none, so nothing is backed up. Remove it, or configure the database',
    ],
  },
  {
    name: 'a container without a name',
    text: atTop('database: { source: container }'),
    problems: [
      '1:21 database.source is container, and database.container is missing. Add the name of the container',
    ],
  },
  {
    name: 'the name of a container without its source',
    text: inStaging('database: { container: db }'),
    problems: [
      '8:28 environments.staging.database.container is only used with source: container, but the source is compose. Change one of them',
    ],
  },
  {
    name: 'a service of the host',
    text: inStaging('database: { source: host, service: db }'),
    problems: [
      '8:40 environments.staging.database.service is only used with source: compose, but the source is host. Change one of them',
    ],
  },
  {
    name: 'a full check on the host',
    text: inStaging(`database: { source: host }
backup: { verify: "3" }`),
    problems: [
      '9:23 environments.staging.backup.verify is "3", which needs a container, but database.source is host. Use "2"',
    ],
  },
  {
    name: 'a full check at the top and the host in the environment',
    text: inStaging('database: { source: host }', atTop('backup: { verify: "3" }')),
    problems: ['1:19 backup.verify is "3", which needs a container, but database.source is host. Use "2"'],
  },
  {
    name: 'wrong values are left out of the rules',
    text: inStaging(
      `slots: [blue]
handover-port: 0`,
      replacing('service: app', 'service: "a b"'),
    ),
    problems: [
      '7:14 environments.staging.service must be the name of a service, or a list of them, got "a b". Use a list:  [a, b]',
      '8:12 environments.staging.slots must be two different names, got the list [blue]',
      '9:20 environments.staging.handover-port must be a port, got the number 0',
    ],
  },
]
