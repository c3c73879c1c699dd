/** A line of an env file, or several for one variable, and the secrets in it. */
export interface HostileLine {
  text: string
  secrets: readonly string[]
}

const line = (text: string, ...secrets: string[]): HostileLine => ({ text, secrets })
const LONG = 'L0ng-S3cret+'.repeat(50)

/** Lines that compose can parse, but many other parsers of env files cannot. No line references another one. */
export const HOSTILE_LINES: readonly HostileLine[] = [
  line('DB_PASSWORD=Tr0ub4dor&3', 'Tr0ub4dor&3'),
  line('smtp_pwd=lower-C4se!', 'lower-C4se!'),
  line('SHORT_PIN=x7!q9Z', 'x7!q9Z'),
  line('STRIPE_SK=sk_live_4eC39HqLyjWDarjt', 'sk_live_4eC39HqLyjWDarjt'),
  line('BASIC_AUTH=YWRtaW46cEBzc3cwcmQtNjQ=', 'YWRtaW46cEBzc3cwcmQtNjQ=', 'p@ssw0rd-64'),
  line("HASH_SALT='sp aced $alt #1'", 'sp aced $alt #1'),
  line('COOKIE_SIGNING="quo\\"ted\\\\b4ck"', 'quo"ted\\b4ck'),
  line(
    `GOOGLE_CREDENTIALS='{"type":"service_account","private_key":"-----BEGIN KEY-----\\nMIIEvQIBADANBgkqh+/a1\\n-----END KEY-----"}'`,
    'MIIEvQIBADANBgkqh+/a1',
  ),
  line(
    'SLACK_WEBHOOK_URL=https://hooks.example/services/T0AB1CD2E/B0AB1/xYz12AbC34dEf',
    '/services/T0AB1CD2E/B0AB1/xYz12AbC34dEf',
  ),
  line('SECOND_URL=postgres://u:p%40ss%21w%23rd@db:5432/x', 'p%40ss%21w%23rd', 'p@ss!w#rd'),
  line('MIRRORS=amqp://u:s3cr3t-A@a:5672,amqp://u:s3cr3t-B@b:5672', 's3cr3t-A', 's3cr3t-B'),
  line('ADO="Server=db;User Id=sa;Password=Str0ng#Pwd1;"', 'Str0ng#Pwd1'),
  line('JDBC=jdbc:postgresql://db/x?user=u&password=jdbc!S3cret', 'jdbc!S3cret'),
  line('SENTRY_DSN=https://1f8a9c2e4b6d@sentry.example/42', '1f8a9c2e4b6d'),
  line(
    'TLS_KEY="-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF/AASCBKc+wgg\nb4H1jKlMnOpQrStUvWxYz0123456789==\n-----END PRIVATE KEY-----"',
    'MIIEvQIBADANBgkqhkiG9w0BAQEF/AASCBKc+wgg',
    'b4H1jKlMnOpQrStUvWxYz0123456789==',
  ),
  line(
    "SSH_DEPLOY='line-0ne-of-K3y/abc\nACTIVE_DEPLOYMENT_SLOT=n0t-a-sl0t/x\nlast+L1ne/of'",
    'line-0ne-of-K3y/abc',
    'last+L1ne/of',
  ),
  line('export EXPORTED_TOKEN=exp0rted!Tok', 'exp0rted!Tok'),
  line('YAML_STYLE_SECRET: y4ml-Style!', 'y4ml-Style!'),
  line('TRAILING_TOKEN=tr41ling-Tok # a comment', 'tr41ling-Tok'),
  line('HASH_TOKEN=h4sh#not-a-comment', 'h4sh#not-a-comment'),
  line('UNICODE_PASSWORD=pässwört-9ü', 'pässwört-9ü'),
  line('SLASH_PASSWORD=a/b+c/d=9Z', 'a/b+c/d=9Z'),
  line('PERCENT_PASSWORD=100%-s3cure', '100%-s3cure'),
  line('ENTITY_PASSWORD=a&b<c>"d"9', 'a&b<c>"d"9'),
  line(
    'SESSION_JWT=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  ),
  line('ENCODED_KEY=%73%33cret%2Fk3y', '%73%33cret%2Fk3y', 's3cret/k3y'),
  line(`NESTED='["plain-w0rd!x", {"token":"n3sted/T0ken"}]'`, 'plain-w0rd!x', 'n3sted/T0ken'),
  line('OPAQUE=Zx81-qv77-Lk03', 'Zx81-qv77-Lk03'),
  line('camelCasePassword=c4mel-C4se', 'c4mel-C4se'),
  line('DOLLAR_SECRET="do\\$llar-9x"', 'do$llar-9x'),
  line(`LONG_SECRET=${LONG}`, LONG),
  line('CARRIAGE_SECRET=c4rriage!R\r', 'c4rriage!R'),
]

/** Lines that make compose refuse the entire file; each in a separate file. */
export const MALFORMED_LINES: readonly HostileLine[] = [
  line('BROKEN="Tr0ub4dor-uncl0sed', 'Tr0ub4dor-uncl0sed'),
  line("BROKEN='s1ngle-uncl0sed", 's1ngle-uncl0sed'),
  line('PASSWORD="sunflower\nPORT=1', 'sunflower'),
  line('PEM_KEY=-----BEGIN KEY-----\nMIIEvQ+broken/B0DY+line\n-----END KEY-----', 'MIIEvQ+broken/B0DY+line'),
  line('TEMPLATE=Tr0ub4dor${3-S3CRET', 'Tr0ub4dor${3-S3CRET'),
  line('lol$wut-9x', 'lol$wut-9x'),
  line('two words=s3cret-w0rds', 's3cret-w0rds'),
  line('WRAPPED_KEY=abc123XYZ\n  d3f!456/ghi', 'abc123XYZ', 'd3f!456/ghi'),
]

/** An env file of lines. */
export const envFileOf = (lines: readonly HostileLine[]): string =>
  `${lines.map(({ text }) => text).join('\n')}\n`

export const secretsOf = (lines: readonly HostileLine[]): string[] => lines.flatMap(({ secrets }) => secrets)
