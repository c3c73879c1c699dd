import { describe, expect, test } from '@jest/globals'
import { envSecrets } from '../../src/env/env-secrets.ts'
import { isPlainValue } from '../../src/env/plain-value.ts'
import { isSecretKey } from '../../src/env/secret-key.ts'

const secretsOf = (text: string): string[] => [...new Set(envSecrets(text).map(({ value }) => value))]

describe('keys', () => {
  test.each([
    ...[
      'POSTGRES_PASSWORD',
      'SMTP_PWD',
      'DB_PASS',
      'PGPASSWORD',
      'dbPassword',
      'smtp.password',
      'PASSWORD_2',
    ],
    ...[
      'SECRET',
      'JWT_SECRET',
      'SECRET_KEY',
      'SECRET_KEY_BASE',
      'API_KEY',
      'apikey',
      'AWS_SECRET_ACCESS_KEY',
    ],
    ...['GITHUB_TOKEN', 'authToken', 'BASIC_AUTH', 'GOOGLE_CREDENTIALS', 'HASH_SALT', 'COOKIE_SIGNING'],
    ...['SENTRY_DSN', 'STRIPE_SK', 'SLACK_WEBHOOK_URL', 'stripe_sk', 'PRIVATE_KEY_PEM', 'WEBHOOK'],
  ])('%s is a secret key', key => expect(isSecretKey(key)).toBe(true))

  test.each([
    ...['PASSENGER_APP_ENV', 'PASSPORT_STRATEGY', 'COMPASS_HOST', 'TOKEN_HOST', 'TOKEN_ENVIRONMENT'],
    ...['SECRETS_BACKEND', 'SENTRY_DSN_ENVIRONMENT', 'AUTH_PROVIDER', 'JWT_ALGORITHM', 'CACHE_KEY_PREFIX'],
    ...['ACCESS_TOKEN_EXPIRE_MINUTES', 'DATABASE_URL', 'APP_NAME', 'MONKEY', 'BYPASS', 'DB_HOST', 'DEBUG'],
  ])('%s is not', key => expect(isSecretKey(key)).toBe(false))
})

describe('values', () => {
  test.each([
    ...['true', 'production', 'postgres', 'redis://cache:6379/0', '/var/lib/x', 'shop.example.com', '8000'],
    ...[
      'info',
      'Europe/Berlin',
      'a.example,b.example',
      'a.example:9092,b.example:9092',
      '10.0.0.0/8',
      '512m',
    ],
    ...['postgres:16-alpine', 'ghcr.io/acme/shop:1.2.3', `ghcr.io/acme/shop@sha256:${'a'.repeat(64)}`],
    ...[
      'TSH ERP',
      'HS256',
      'en_US.UTF-8',
      'us-east-1',
      'noreply@shop.example',
      'https://shop.example/api/v1',
    ],
    ...[
      'http://neurolink:8002',
      '0 3 * * *',
      'django.core.mail.backends.smtp.EmailBackend',
      '2026-01-31',
      '',
    ],
    ...[
      'postgresql+asyncpg://db:5432/shop',
      '["a.example", "b.example"]',
      'v1.2.3',
      '*',
      'https://a.example/?page=1',
    ],
  ])('%s is plain', value => expect(isPlainValue(value)).toBe(true))

  test.each([
    ...['p@ss!word', 'hunter2x', 'sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'b00k!s@shelf#7', 'n0tes-on-the-desk'],
    ...[
      'postgres://shop:word@db/shop',
      'xKcDqWertY',
      '1f8a9c2e4b',
      'pa$word',
      'c2VjcmV0OnNlY3JldA==',
      '50%off',
    ],
    ...[
      'https://hooks.slack.com/services/T0AB1CD2E/B0AB1CD2E/abcDEF123ghiJKL456',
      'aB3dE6',
      'AB12-CD34-EF56',
    ],
  ])('%s is not', value => expect(isPlainValue(value)).toBe(false))
})

describe('an env file', () => {
  test('has its secrets detected and its ordinary values ignored', () => {
    const file = `
VERSION=production-v2026.01.31-711e4ef
ACTIVE_DEPLOYMENT_SLOT=blue
COMPOSE_PROFILES=mail7x9q
PORT=8000
POSTGRES_DB=bookshop
POSTGRES_PASSWORD="p@s!s#word"
SECRET_KEY=short
PIN=4711
DB_NAME=shop_2x9q
PGDATABASE=x9q_Shop2b
DATABASE_URL=postgres://shop:sun!shine@db/shop_2x9q
JWT_SECRET=abcdef
PASSENGER_APP_ENV=production
MAIL_PASSWORD=sunshine
REDIS_PASSWORD=bookshop
SITE_URL=https://erp.example
DB_PASSWORD=postgres
SECRET_FILE=/run/secrets/db
TOKEN=/run/secrets/a
CACHE_SALT=\${VERSION}
`
    expect(secretsOf(file)).toEqual([
      ...['p@s!s#word', 'postgres://shop:sun!shine@db/shop_2x9q', 'sun!shine', 'abcdef', 'sunshine'],
    ])
  })

  test.each<[name: string, line: string, secrets: string[]]>([
    ['password in a URL', 'URL=postgres://u:p%40ss%21w@db:5432/x', ['p%40ss%21w', 'p@ss!w']],
    ['password that is not percent-encoded', 'URL=postgres://u:pa/ss@w#rd@db/x', ['pa/ss@w#rd']],
    ['passwords in several URLs', 'URLS=amqp://u:s3cret1@a,amqp://u:s3cret2@b', ['s3cret1', 's3cret2']],
    ['login without a password', 'SENTRY_DSN=https://1f8a9c2e@sentry.example/1', ['1f8a9c2e']],
    ['connection string', 'ADO=Server=db;User Id=sa;Password=Str0ng#1;', ['Str0ng#1']],
    ['query of a URL', 'URL=jdbc:postgresql://db/x?user=u&password=s3cr3t!', ['s3cr3t!']],
    ['path of a webhook', 'HOOK=https://h.example/services/T0AB1CD2E/xYz12', ['/services/T0AB1CD2E/xYz12']],
    [
      'login in Base64',
      `AUTH=${Buffer.from('user:p@ssw0rd').toString('base64')}`,
      ['user:p@ssw0rd', 'p@ssw0rd'],
    ],
    [
      'JSON',
      `ACCOUNT='{"private_key":"-----BEGIN\\nMIIEv","a":[{"token":"sunshine"}]}'`,
      ['sunshine', '-----BEGIN\nMIIEv'],
    ],
    [
      'single lines and the whole text',
      'TEXT="plain words\nx9-Yz7-Qq1"',
      ['x9-Yz7-Qq1', 'plain words\nx9-Yz7-Qq1'],
    ],
    ['multi-line key', 'SSH_KEY="-----BEGIN\nMIIEvQ/a\n"', ['-----BEGIN\nMIIEvQ/a']],
    ['dollar sign in the middle', 'KEY=ab$w0rdx1', ['ab$w0rdx1', 'w0rdx1']],
    ['variable', 'PART=s3cr3t9\nKEY=a-${PART}-${NONE:-b}', ['s3cr3t9', 'a-s3cr3t9-b']],
    ['lower-case key', 'password=sunshine', ['sunshine']],
  ])('%s', (_name, line, secrets) => expect(secretsOf(line)).toEqual(expect.arrayContaining(secrets)))

  test.each<[name: string, text: string, secrets: string[]]>([
    ['unterminated quote before an ordinary word', 'DB_PASSWORD="sunshine', ['sunshine']],
    ['unterminated quote', 'A="Tr0ub4dor3\nDB_PASSWORD=sunshine\n', ['Tr0ub4dor3', 'sunshine']],
    [
      'unterminated quote before another',
      "A='Tr0ub4dor3\nDB_PASSWORD='sun!shine'\n",
      ['Tr0ub4dor3', 'sun!shine'],
    ],
    [
      'key without quotes',
      'KEY=-----BEGIN KEY-----\nMIIEvQ+a/b\nQx9Yz7\nab12Cd==\n-----END',
      ['MIIEvQ+a/b', 'Qx9Yz7', 'ab12Cd=='],
    ],
    ['line wrapped by an editor', 'KEY=abc123\n  def456!x\nPORT=1', ['abc123', 'def456!x']],
    ['text after a closing quote', 'KEY="abc123"de4f5g6', ['abc123', 'de4f5g6']],
  ])('that is malformed: %s', (_name, text, secrets) =>
    expect(secretsOf(text)).toEqual(expect.arrayContaining(secrets)),
  )
})
