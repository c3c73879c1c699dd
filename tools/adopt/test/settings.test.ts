import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { adopt } from '../src/adopt.ts'
import { publicUrl } from '../src/settings/public-host.ts'
import { registryIn } from '../src/settings/registry.ts'
import { repositoryOf, type Texts } from './inline-repository.ts'

const BASE = {
  'compose.yml':
    'services:\n  app:\n    image: app:${VERSION}\n    build: .\n    ports: ["1:1"]\n  db:\n    image: postgres:16\n',
  Dockerfile: 'FROM python:3.12\nCMD ["python", "main.py"]\n',
}
const derived = (texts: Texts) => {
  const { files, unknowns } = adopt(repositoryOf({ ...BASE, ...texts }))
  const [settings] = files
  return {
    settings: parse(settings?.text ?? ''),
    text: settings?.text ?? '',
    keys: unknowns.map(({ key }) => key),
  }
}

describe('migrate', () => {
  const ini = (location: string): string => `[alembic]\nscript_location = ${location}\n`
  const service = (name: string, keys: string): Texts => ({
    'compose.yml': `${BASE['compose.yml']}  ${name}: { ${keys} }\n`,
  })

  test.each<[string, Texts, string | undefined]>([
    ['the default', { 'alembic.ini': ini('alembic'), 'alembic/env.py': '' }, undefined],
    [
      'alembic below its folder',
      { 'database/alembic.ini': ini('migrations'), 'database/migrations/env.py': '' },
      'cd database && alembic upgrade head',
    ],
    [
      'alembic from the root',
      { 'database/alembic.ini': ini('database/migrations'), 'database/migrations/env.py': '' },
      'alembic -c database/alembic.ini upgrade head',
    ],
    [
      'alembic anchored',
      { 'database/alembic.ini': ini('%(here)s/migrations'), 'database/migrations/env.py': '' },
      'alembic -c database/alembic.ini upgrade head',
    ],
    ['Django', { 'manage.py': 'import django\n' }, 'python manage.py migrate --noinput'],
    [
      'Django in a folder',
      { 'src/manage.py': 'DJANGO_SETTINGS_MODULE\n' },
      'python src/manage.py migrate --noinput',
    ],
    [
      'Django in the last working directory',
      {
        'src/manage.py': 'DJANGO_SETTINGS_MODULE\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nWORKDIR /app/src\nCMD ["gunicorn"]\n',
      },
      'python manage.py migrate --noinput',
    ],
    [
      'Django in the working directory of the service',
      {
        'compose.yml': BASE['compose.yml'].replace(
          'build: .',
          'build: .\n    working_dir: ${HOME_DIR:-/app/src}',
        ),
        'src/manage.py': 'DJANGO_SETTINGS_MODULE\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn"]\n',
      },
      'python manage.py migrate --noinput',
    ],
    [
      'Django in the target stage',
      {
        'compose.yml': BASE['compose.yml'].replace('build: .', 'build: { context: ., target: web }'),
        'src/manage.py': 'DJANGO_SETTINGS_MODULE\n',
        Dockerfile:
          'FROM python:3.12 AS web\nWORKDIR /app\nCOPY src .\nFROM web AS docs\nWORKDIR /docs\nCOPY . .\n',
      },
      'python manage.py migrate --noinput',
    ],
    [
      'Django in a copied folder',
      {
        'site/manage.py': 'DJANGO_SETTINGS_MODULE\n',
        Dockerfile: 'FROM python:3.12\nENV HOME=/srv\nWORKDIR $HOME\nCOPY site/ ./\nCMD ["gunicorn"]\n',
      },
      'python manage.py migrate --noinput',
    ],
    [
      'Django below the whole context',
      {
        'src/manage.py': 'DJANGO_SETTINGS_MODULE\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /app/src\nCOPY . .\nCMD ["gunicorn"]\n',
      },
      'python src/manage.py migrate --noinput',
    ],
    [
      'alembic in the working directory',
      {
        'backend/alembic.ini': ini('app/alembic'),
        'backend/app/alembic/env.py': '',
        Dockerfile:
          'FROM python:3.12\nCOPY backend/pyproject.toml backend/alembic.ini /app/backend/\nWORKDIR /app/backend/\n',
      },
      undefined,
    ],
    [
      'Django on Debian',
      { 'manage.py': 'import django\n', Dockerfile: 'FROM debian:12\nCMD ["python3", "x"]\n' },
      'python3 manage.py migrate --noinput',
    ],
    [
      'Django in an environment of uv',
      {
        'manage.py': 'import django\n',
        Dockerfile: 'FROM python:3.12\nCMD ["uv", "run", "--no-sync", "gunicorn"]\n',
      },
      'uv run --no-sync python manage.py migrate --noinput',
    ],
    [
      'alembic in an environment of poetry',
      {
        'alembic.ini': ini('alembic'),
        'alembic/env.py': '',
        Dockerfile: 'FROM python:3.12\nCMD poetry run uvicorn app:app\n',
      },
      'poetry run alembic upgrade head',
    ],
    ['Prisma', { 'prisma/schema.prisma': '' }, 'npx prisma migrate deploy'],
    ['Prisma with MongoDB', { 'prisma/schema.prisma': 'datasource db {\n  provider = "mongodb"\n}\n' }, ''],
    ['Prisma in a folder', { 'db/schema.prisma': '' }, 'npx prisma migrate deploy --schema db/schema.prisma'],
    ['Knex', { 'knexfile.ts': '' }, 'npx knex migrate:latest'],
    [
      'Doctrine',
      { 'bin/console': '', 'composer.json': '{"require": {"doctrine/doctrine-migrations-bundle": "^3"}}' },
      'php bin/console doctrine:migrations:migrate --no-interaction --allow-no-migration',
    ],
    ['Symfony without migrations', { 'bin/console': '', 'composer.json': '{}' }, ''],
    ['Sequelize', { '.sequelizerc': '' }, 'npx sequelize-cli db:migrate'],
    [
      'Sequelize as a dependency',
      { 'package.json': '{"devDependencies": {"sequelize-cli": "6"}}' },
      'npx sequelize-cli db:migrate',
    ],
    ['Drizzle', { 'drizzle.config.ts': '' }, 'npx drizzle-kit migrate'],
    [
      'a script',
      { 'package.json': '{"scripts": {"db:migrate": "drizzle-kit migrate"}}' },
      'npm run db:migrate',
    ],
    [
      'a script of node',
      { 'package.json': '{"scripts": {"migrate": "node migrate.js"}}' },
      'node migrate.js',
    ],
    ['a broken package.json', { 'package.json': '{' }, ''],
    [
      'a one-shot service',
      service('prestart', 'image: "app:${VERSION}", restart: "no", command: ./prepare'),
      '',
    ],
    ['Flyway', service('flyway', 'image: "flyway/flyway:10"'), ''],
    ['nothing', {}, ''],
  ])('%s', (_name, texts, expected) => {
    expect(derived(texts).settings.migrate).toBe(expected)
  })

  test.each<[string, Texts, string]>([
    [
      'a one-shot service',
      service('prestart', 'image: "app:${VERSION}", restart: "no", command: ./prepare'),
      'the service prestart runs to completion',
    ],
    ['no tool', {}, 'no migration tool'],
  ])('is explained for %s', (_name, texts, why) => {
    const { unknowns } = adopt(repositoryOf({ ...BASE, ...texts }))
    expect(unknowns.find(({ key }) => key === 'migrate')?.why).toContain(why)
  })
})

describe('health-path', () => {
  const checked = (test_: string): Texts => ({
    'compose.yml': BASE['compose.yml'].replace(
      '    build: .\n',
      `    build: .\n    healthcheck: { test: ${test_} }\n`,
    ),
  })

  test.each<[string, Texts, string | undefined]>([
    ['curl', checked('["CMD", "curl", "-f", "http://localhost:8000/api/health"]'), '/api/health'],
    [
      'a header before the URL',
      checked('["CMD", "curl", "-H", "Host: a.b", "http://localhost:8000/healthz/"]'),
      '/healthz/',
    ],
    ['wget without a scheme', checked('wget -qO- localhost:3000/ping || exit 1'), '/ping'],
    ['python', checked(`["CMD", "python3", "-c", "urlopen('http://127.0.0.1:9000/health')"]`), undefined],
    ['the root', checked('curl -f http://localhost:3000'), '/'],
    [
      'the Dockerfile',
      {
        Dockerfile:
          'FROM node:20\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:3000/status || exit 1\n',
      },
      '/status',
    ],
    [
      'the default of a variable that a template sets for development',
      {
        ...checked('"${CHECK:-curl localhost:8000/up}"'),
        '.env.example': 'CHECK=/bin/true\n',
      },
      '/up',
    ],
    ['a check that sends no request', checked('["CMD", "pgrep", "app"]'), undefined],
    ['a route in the code', { 'src/app.ts': "app.get('/api/v1/healthz', ok)" }, '/api/v1/healthz'],
    ['a route of Django', { 'urls.py': 'path("healthz/", ok)' }, '/healthz/'],
    [
      'a controller of NestJS',
      {
        'src/health.controller.ts': "@Controller('health')",
        'src/main.ts': "app.setGlobalPrefix('api/v1')",
      },
      '/api/v1/health',
    ],
    [
      'a router of FastAPI',
      {
        'api/health.py': 'router = APIRouter(prefix="/system", tags=["a"])\n@router.get("/health")\n',
        'main.py': 'app.include_router(health.router, prefix=settings.API)\n',
        'config.py': 'class Settings:\n    API: str = "/api/v2"\n',
      },
      '/api/v2/system/health',
    ],
    [
      'a route of the application next to a router',
      {
        'main.py':
          'app = FastAPI()\napi = APIRouter(prefix="/api/v1")\n@app.get("/health")\n@api.get("/items")\napp.include_router(api)\n',
      },
      undefined,
    ],
    [
      'a router of FastAPI among others with another prefix',
      {
        'health.py': 'router = APIRouter()\n@router.get("/healthz")\n',
        'main.py': 'app.include_router(health.router)\napp.include_router(users.router, prefix="/users")\n',
      },
      '/healthz',
    ],
    ['a route file', { 'src/app/api/health/route.ts': '' }, '/api/health'],
    ['a test is no route', { 'tests/test_app.py': "get('/healthz')" }, undefined],
  ])('%s', (_name, texts, expected) => {
    expect(derived(texts).settings['health-path']).toBe(expected)
  })
})

describe('smoke', () => {
  test.each<[string, Texts, object | undefined]>([
    ['FastAPI', { 'main.py': 'app = FastAPI(title="x")\n' }, undefined],
    [
      'FastAPI without docs',
      { 'main.py': 'app = FastAPI(docs_url=None)\n' },
      { 'skip-standard-checks': true },
    ],
    ['its own routes', { 'main.py': 'R = {"/docs": 1, "/openapi.json": 2}\n' }, undefined],
    ['anything else', { 'main.py': 'app = Flask()\n' }, { 'skip-standard-checks': true }],
  ])('%s', (_name, texts, expected) => {
    expect(derived(texts).settings.smoke).toEqual(expected)
  })
})

describe('database', () => {
  const services = (text: string, template = ''): Texts => ({
    'compose.yml': `services:\n  app: { image: "app:\${VERSION}", build: ., ports: ["1:1"], depends_on: [two] }\n${text}`,
    '.env.example': template,
  })
  const two = '  one: { image: "postgres:16" }\n  two: { image: "postgis/postgis:16" }\n'

  test.each<[string, Texts, unknown]>([
    ['one', {}, undefined],
    ['two, by dependency', services(two), { service: 'two' }],
    ['two, by URL', services(two, 'DATABASE_URL=postgresql+asyncpg://a:b@one:5432/c\n'), { service: 'one' }],
    ['outside of compose', services('', 'DATABASE_URL=postgres://a:b@10.0.0.1/c\n'), undefined],
    ['none', services('  redis: { image: "redis:7" }\n'), 'none'],
    ['MySQL', services('  two: { image: "mysql:8" }\n'), 'none'],
  ])('%s', (_name, texts, expected) => {
    expect(derived(texts).settings.database).toEqual(expected)
  })

  test.each<[string, Texts, string]>([
    ['two', services(two), 'environments.production.database.service'],
    [
      'outside of compose',
      services('', 'DATABASE_URL=postgres://a:b@10.0.0.1/c\n'),
      'environments.production.database',
    ],
    ['MySQL', services('  two: { image: "mysql:8" }\n'), 'database'],
  ])('is to be verified for %s', (_name, texts, key) => {
    expect(derived(texts).keys).toContain(key)
  })
})

describe('url', () => {
  test.each<[string, Texts, string | undefined]>([
    ['a template', { '.env.example': 'PUBLIC_URL=https://erp.tsh.sale/\n' }, 'https://erp.tsh.sale'],
    ['a domain', { '.env.example': 'DOMAIN=erp.tsh.sale\n' }, 'https://erp.tsh.sale'],
    [
      'a placeholder',
      { '.env.example': 'DOMAIN=your-domain.com\nAPP_URL=https://app.example.com\n' },
      undefined,
    ],
    ['localhost', { '.env.example': 'APP_URL=http://localhost:3000\n' }, undefined],
    [
      'nginx with TLS',
      { 'nginx/site.conf': 'server { \n listen 443 ssl;\n server_name www.tsh.sale tsh.sale;\n}' },
      'https://tsh.sale',
    ],
    [
      'nginx without TLS',
      { 'site.conf': 'server {\n listen 80;\n server_name tsh.sale;\n}' },
      'http://tsh.sale',
    ],
    ['nginx for any name', { 'site.conf': 'server {\n listen 80;\n server_name _;\n}' }, undefined],
    [
      'nginx of staging',
      { 'site.conf': 'server {\n listen 443 ssl;\n server_name staging.tsh.sale;\n}' },
      undefined,
    ],
    [
      'a list of allowed hosts',
      {
        '.env.example':
          'CSRF_TRUSTED_ORIGINS=https://app.sale\nALLOWED_HOSTS=localhost,dev.sale,staging.sale,www.tsh.sale,tsh.sale\n',
      },
      'https://tsh.sale',
    ],
    [
      'a list of trusted origins',
      {
        '.env.example': `CSRF_TRUSTED_ORIGINS='["http://shop.tsh.sale", "https://shop.tsh.sale", "http://localhost:3000"]'\n`,
      },
      'https://shop.tsh.sale',
    ],
    ['Caddy', { Caddyfile: 'tsh.sale {\n reverse_proxy app:1\n}\n' }, 'https://tsh.sale'],
    ['nothing', {}, undefined],
  ])('%s', (_name, texts, expected) => {
    const { settings, text } = derived(texts)
    expect(settings.environments.production.url).toBe(expected)
    expect(text.includes('    # url: ')).toBe(expected === undefined)
  })

  test.each(['example.com', 'shop.example', 'app.localhost', '10.0.0.1', 'host', '${DOMAIN}', 'a.internal'])(
    '%s is not public',
    host => expect(publicUrl(host)).toBeUndefined(),
  )
})

test.each<[string, string | undefined]>([
  ['ghcr.io/tsh/erp:1', 'ghcr.io/tsh'],
  ['registry.tsh.sale:5000/a/b/erp', 'registry.tsh.sale:5000/a/b'],
  ['tsh/erp:1', undefined],
  ['erp', undefined],
  ['${REGISTRY}/erp', undefined],
])('the registry of %s is %s', (image, expected) => expect(registryIn(image)).toBe(expected))

test('secrets are keys with secret names, placeholders and URLs with passwords', () => {
  const template =
    'VERSION=latest\nDEBUG=false\nPOSTGRES_DB=app\nSECRET_KEY=\nMAIL_FROM=<address>\nREDIS_URL=redis://:a@b/0\nCACHE_URL=redis://b/0\n'
  expect(derived({ '.env.example': template }).settings.env).toEqual({
    secrets: ['SECRET_KEY', 'MAIL_FROM', 'REDIS_URL'],
  })
})

test('a value that the settings parser refuses is listed and left out', () => {
  const { settings, keys } = derived({
    'compose.yml': BASE['compose.yml'].replaceAll('app:\n', '"app é":\n'),
  })
  expect(settings.environments.production.service).toBeUndefined()
  expect(keys).toContain('environments.production.service')
})

test('planned files that git ignores are listed', () => {
  const ignored = ['.github/deploy.yml', '.github/workflows/production.yml', '.github/workflows/setup.yml']
  expect(derived({ '.gitignore': '.github/*\n' }).keys).toEqual(expect.arrayContaining(ignored))
  expect(derived({}).keys).not.toContain('.github/deploy.yml')
  const tracked = { '.gitignore': '.github/deploy.yml\n', '.github/deploy.yml': 'environments: {}\n' }
  expect(derived(tracked).keys).not.toContain('.github/deploy.yml')
})
