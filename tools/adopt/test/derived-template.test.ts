import { describe, expect, test } from '@jest/globals'
import { adopt } from '../src/adopt.ts'
import { repositoryOf, type Texts } from './inline-repository.ts'

/** The keys with their values in the planned template, without the comment. */
const lines = (texts: Texts, path = '.env.example'): string[] | undefined =>
  adopt(repositoryOf(texts))
    .files.find(file => file.path === path)
    ?.text.trimEnd()
    .split('\n')
    .slice(1)
const compose = (services: string): Texts => ({ 'compose.prod.yml': `services:\n${services}` })
const HEAD = ['VERSION=production-v2026.01.01-0000000', 'ENVIRONMENT=production']
const WITH_ENV_FILE = '  app: { image: "app:${VERSION}", build: ., env_file: .env, ports: ["1:1"] }\n'

describe('an env file without a template gets one', () => {
  test.each<[string, string, Texts, string[]]>([
    [
      'with the variables of the compose file that have no default',
      '  app: { image: "app:${VERSION}", build: ., environment: ["URL=${SITE:?}", "LEVEL=${LEVEL:-info}"] }\n',
      {},
      [...HEAD, 'SITE=<value>'],
    ],
    [
      'without those in the name of an image that will be built',
      '  app: { image: "${HUB}/app:${TAG}", ports: ["${WEB_PORT}:1"] }\n',
      { 'app/Dockerfile': 'FROM node:20\n' },
      [...HEAD, 'WEB_PORT=<value>'],
    ],
    [
      'with secrets although the compose file has a default for them',
      '  app: { image: "app:${VERSION}", build: ., environment: ["PASSWORD=${DB_PASSWORD:-password}"] }\n',
      {},
      [...HEAD, 'DB_PASSWORD=<value>'],
    ],
    [
      'with what PostgreSQL reads from it',
      `${WITH_ENV_FILE}  db: { image: "postgres:17", env_file: .env }\n`,
      {},
      [...HEAD, 'POSTGRES_USER=<value>', 'POSTGRES_PASSWORD=<value>', 'POSTGRES_DB=<value>'],
    ],
    [
      'with host and port of the data stores',
      '  app: { image: "app:${VERSION}", build: ., environment: ["A=${DB_HOST}", "B=${DB_PORT}", "C=${REDIS_HOST}", "D=${MAIL_HOST}"] }\n  store: { image: "postgres:17" }\n  cache: { image: "redis:7" }\n',
      {},
      [...HEAD, 'DB_HOST=store', 'DB_PORT=5432', 'REDIS_HOST=cache', 'MAIL_HOST=<value>'],
    ],
    [
      'with the variables that JavaScript reads without a default',
      WITH_ENV_FILE,
      {
        'src/a.ts':
          'const { env } = process; a(process.env.API_KEY, process.env["OTHER"]); process.env.LEVEL || "info"; process.env.MODE ?? 1; process.env.PORT',
        'test/a.ts': 'process.env.IN_TEST',
      },
      [...HEAD, 'API_KEY=<value>', 'OTHER=<value>'],
    ],
    [
      'with those of Python',
      WITH_ENV_FILE,
      {
        'settings.py':
          'os.environ["A_KEY"]; os.getenv("B_KEY"); os.getenv("C_KEY", "x"); os.environ.get(\'D_KEY\'); env.str("E_KEY"); config("F_KEY", default=1)',
      },
      [...HEAD, 'A_KEY=<value>', 'B_KEY=<value>', 'D_KEY=<value>', 'E_KEY=<value>'],
    ],
    [
      'with those of settings classes in Python',
      WITH_ENV_FILE,
      {
        'config.py': [
          'from pydantic_settings import BaseSettings, SettingsConfigDict',
          'class Settings(BaseSettings):',
          '    """One: two."""',
          '    model_config = SettingsConfigDict(env_file=".env")',
          '    database_url: str  # of the pool',
          '    SECRET_KEY: SecretStr',
          '    debug: bool = False',
          '    hosts: ClassVar[list]',
          '',
          '    @property',
          '    def dsn(self) -> str:',
          '        inner: int',
          '        return ""',
          'class Mail(BaseSettings, extra="ignore"):',
          '    class Config:',
          '        env_prefix = "mail_"',
          '    host: str',
          'class Other(BaseModel):',
          '    name: str',
        ].join('\n'),
      },
      [...HEAD, 'DATABASE_URL=<value>', 'SECRET_KEY=<value>', 'MAIL_HOST=<value>'],
    ],
    [
      'with those of Ruby, Go and Rust',
      WITH_ENV_FILE,
      {
        'a.rb': 'ENV["A_KEY"]; ENV.fetch("B_KEY"); ENV.fetch("X_KEY", 1)',
        'a.go': 'os.Getenv("C_KEY")',
        'a.rs': 'env::var("D_KEY")',
      },
      [...HEAD, 'C_KEY=<value>', 'A_KEY=<value>', 'B_KEY=<value>', 'D_KEY=<value>'],
    ],
    [
      'without those that the compose file sets',
      '  app: { image: "app:${VERSION}", build: ., env_file: .env, environment: { DB_URL: "postgres://x" } }\n',
      { 'a.js': 'process.env.DB_URL' },
      HEAD,
    ],
    [
      'without those that the code reads, if no service reads the file',
      '  app: { image: "app:${VERSION}", build: . }\n',
      { 'a.js': 'process.env.API_KEY' },
      HEAD,
    ],
  ])('%s', (_what, services, texts, expected) => {
    expect(lines({ ...compose(services), ...texts })).toEqual(expected)
  })

  test('whose keys without a value come from the secret', () => {
    const { files, unknowns } = adopt(
      repositoryOf({ ...compose(WITH_ENV_FILE), 'a.js': 'process.env.SITE_NAME; process.env.DB_HOST' }),
    )
    expect(files.find(({ path }) => path.endsWith('deploy.yml'))?.text).toContain(
      'env:\n  secrets: [SITE_NAME, DB_HOST]\n',
    )
    expect(unknowns.find(({ key }) => key.endsWith('.env-file'))?.why).toMatch(
      /^\.env has no template in the repository, so \.env\.example has the keys/,
    )
  })

  test('that git ignores, if the repository ignores all env files', () => {
    const why = (ignored: string) =>
      adopt(repositoryOf({ ...compose(WITH_ENV_FILE), '.gitignore': ignored })).unknowns.map(
        ({ find }) => find,
      )
    expect(why('.env*\n')).toContain('add "!/.env.example" to .gitignore')
    expect(why('.env\n').join()).not.toContain('.gitignore')
  })

  test('that environments share', () => {
    const app = (name: string): string =>
      `services:\n  app: { image: "app:\${VERSION}", build: ., environment: ["A=\${${name}}", "B=\${BOTH}"] }\n`
    expect(lines({ 'compose.prod.yml': app('ONE'), 'compose.staging.yml': app('TWO') })).toEqual([
      ...['VERSION=staging-0000000', 'TWO=<value>', 'BOTH=<value>', 'ONE=<value>'],
    ])
  })
})

test('an env file with a template keeps it', () =>
  expect(lines({ ...compose(WITH_ENV_FILE), '.env.example': 'A=1\n' })).toBeUndefined())
