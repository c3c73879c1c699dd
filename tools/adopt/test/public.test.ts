import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { adopt } from '../src/adopt.ts'
import type { GitRepository } from '../src/git-repository.ts'
import { repositoryOf, type Texts } from './inline-repository.ts'
import { DJANGO } from './public/django-cookiecutter.ts'
import { EXPRESS } from './public/express.ts'
import { FASTAPI } from './public/fastapi-template.ts'
import { NEXT } from './public/next-caddy.ts'
import { RAILS } from './public/rails.ts'

// Imitations of typical public repositories, with the files that an engineer would write for them.

interface Expected {
  texts: Texts
  options?: Partial<GitRepository>
  settings: object
  /** Keys of what could not be determined, without those of the server. */
  unknowns: string[]
  deployments: string[]
  /** The needed changes, as `service why`. */
  changes: string[]
}

const REPOSITORIES: Record<string, Expected> = {
  'Django with Celery behind Traefik': {
    texts: DJANGO,
    settings: {
      commits: 'transfer',
      database: { service: 'postgres' },
      migrate: 'python manage.py migrate --noinput',
      test: {
        'python-version': '3.12',
        install: 'pip install -r requirements/local.txt',
        commands: { lint: 'ruff check .', unit: 'pytest' },
      },
      standard: { 'required-services': ['app', 'redis'] },
      smoke: { 'skip-standard-checks': true },
      environments: {
        production: {
          'compose-file': 'docker-compose.production.yml',
          'env-file': '.env',
          url: 'https://clinic.tsh.sale',
          service: 'django',
          branches: ['main'],
        },
      },
    },
    unknowns: [
      'health-path',
      'production.env-file',
      'production.env-file',
      'production.handover-port',
      ...['test.commands', 'test.commands'],
    ],
    deployments: [],
    changes: [
      'django has the image "my_site_production_django"',
      'postgres is a data store with a build',
      'traefik has the image "my_site_production_traefik"',
      'celeryworker has the image "my_site_production_celeryworker"',
      'celerybeat has the image "my_site_production_celerybeat"',
      'flower has the image "my_site_production_flower"',
      'django publishes no port',
    ],
  },
  'FastAPI with a frontend behind a shared Traefik': {
    texts: FASTAPI,
    options: { defaultBranch: 'master', branches: ['master'] },
    settings: {
      commits: 'transfer',
      'health-path': '/api/v1/utils/health-check/',
      env: { secrets: ['SECRET_KEY', 'FIRST_SUPERUSER', 'FIRST_SUPERUSER_PASSWORD', 'POSTGRES_PASSWORD'] },
      test: {
        'python-version': '3.10',
        'node-version': '24',
        install: '(cd backend && pip install uv && uv sync) && (cd frontend && npm ci)',
        commands: {
          lint: { run: 'uv run bash scripts/lint.sh', 'working-directory': 'backend' },
          unit: { run: 'uv run pytest', 'working-directory': 'backend' },
        },
      },
      standard: { 'required-services': ['app', 'postgres'] },
      smoke: { 'skip-standard-checks': true },
      environments: {
        production: {
          'compose-file': 'docker-compose.yml',
          'env-file': '.env',
          service: 'backend',
          branches: ['master'],
        },
      },
    },
    unknowns: ['production.url', 'migrate', 'production.handover-port', 'test.commands', 'test.commands'],
    deployments: [
      '.github/workflows/deploy-production.yml deploy (release): docker compose up',
      '.github/workflows/deploy-staging.yml deploy (push to master): docker compose up',
    ],
    changes: [
      ' .env is tracked by git',
      'prestart has the image "${DOCKER_IMAGE_BACKEND?Variable not set}:${TAG-latest}"',
      'backend has the image "${DOCKER_IMAGE_BACKEND?Variable not set}:${TAG-latest}"',
      'frontend has the image "${DOCKER_IMAGE_FRONTEND?Variable not set}:${TAG-latest}"',
      'backend publishes no port',
      'backend is routed by Traefik labels',
    ],
  },
  'Express with a single compose file': {
    texts: EXPRESS,
    settings: {
      commits: 'transfer',
      migrate: 'npm run migrate',
      env: { secrets: ['DB_PASSWORD', 'JWT_SECRET'] },
      test: {
        'node-version': '20',
        install: 'npm ci',
        commands: { lint: 'npm run lint', unit: 'npm test' },
      },
      standard: { 'required-services': ['app', 'postgres', 'redis'], ports: { app: '3000:3000' } },
      smoke: { 'skip-standard-checks': true },
      environments: {
        production: {
          'compose-file': 'docker-compose.yml',
          'env-file': '.env',
          url: 'https://todo.tsh.sale',
          service: 'api',
          branches: ['main'],
        },
      },
    },
    unknowns: ['health-path', 'production.handover-port'],
    deployments: ['.github/workflows/main.yml deploy (push to main): appleboy/ssh-action, docker compose up'],
    changes: ['api has build but no image'],
  },
  'Rails with Sidekiq': {
    texts: RAILS,
    settings: {
      commits: 'transfer',
      registry: 'ghcr.io/acme',
      'health-path': '/up',
      migrate: 'bundle exec rails db:migrate',
      env: { secrets: ['RAILS_MASTER_KEY', 'SECRET_KEY_BASE', 'POSTGRES_PASSWORD', 'DATABASE_URL'] },
      test: {
        install: 'bundle install',
        commands: { lint: 'bundle exec rubocop', unit: 'bundle exec rspec' },
      },
      standard: { 'required-services': ['app', 'postgres', 'redis'], ports: { app: '3000:3000' } },
      smoke: { 'skip-standard-checks': true },
      environments: {
        production: {
          'compose-file': 'docker-compose.prod.yml',
          'env-file': '.env.production',
          url: 'https://forum.tsh.sale',
          service: 'web',
          branches: ['main'],
        },
      },
    },
    unknowns: ['health-path', ...['production.env-file'], 'production.handover-port', 'test.commands'],
    deployments: ['.github/workflows/cd.yml deploy (push to main): scp in a script, docker compose up'],
    changes: ['web has the registry ghcr.io/acme', 'sidekiq has the registry ghcr.io/acme'],
  },
  'Next.js behind a Caddy container': {
    texts: NEXT,
    settings: {
      commits: 'transfer',
      'health-path': '/api/health',
      migrate: 'npx prisma migrate deploy',
      env: { secrets: ['DB_PASSWORD', 'NEXTAUTH_SECRET'] },
      test: {
        'node-version': '22.3.0',
        install: 'corepack enable && pnpm install --frozen-lockfile',
        commands: { lint: 'pnpm run lint', types: 'pnpm run typecheck', unit: 'pnpm test' },
      },
      standard: { 'required-services': ['app', 'postgres'] },
      smoke: { 'skip-standard-checks': true },
      environments: {
        production: {
          'compose-file': 'compose.yaml',
          'env-file': '.env',
          url: 'https://notes.tsh.sale',
          service: 'app',
          branches: ['main'],
        },
      },
    },
    unknowns: ['health-path', 'production.handover-port', 'test.commands'],
    deployments: [],
    changes: ['app has build but no image', 'app publishes no port'],
  },
}

describe.each(Object.entries(REPOSITORIES))('%s', (_name, expected) => {
  const { files, unknowns, deployments, changes } = adopt(repositoryOf(expected.texts, expected.options))

  test('has these settings', () => {
    expect(parse(files.find(({ path }) => path === '.github/deploy.yml')?.text ?? '')).toEqual(
      expected.settings,
    )
  })

  test('lists what is left to do', () => {
    const keys = unknowns.map(({ key }) => key.replace('environments.', ''))
    expect(keys.filter(key => !/\.(server|host-key|path)$/.test(key))).toEqual(expected.unknowns)
    expect(keys.slice(0, 3)).toEqual(['production.server', 'production.host-key', 'production.path'])
    expect(
      deployments.map(({ file, job, trigger, reason }) => `${file} ${job} (${trigger}): ${reason}`),
    ).toEqual(expected.deployments)
    const needed = changes.filter(({ isOptional }) => !isOptional)
    expect(needed.map(({ service = '', why }) => `${service} ${why}`)).toEqual(
      expected.changes.map(text => expect.stringContaining(text)),
    )
  })
})

test('old deployments show the server, its path and the name of the key', () => {
  const { files } = adopt(repositoryOf(EXPRESS))
  const [settings, production] = files
  expect(settings?.text).toContain('    # server: deploy@203.0.113.7   # ')
  expect(settings?.text).toContain('    # path: /home/deploy/todo   # ')
  expect(production?.text).toContain('      PROD_SSH_KEY: ${{ secrets.SSH_PRIVATE_KEY }}\n')
})

test('the change for an application behind a proxy in compose names its port', () => {
  const { changes } = adopt(repositoryOf(DJANGO))
  expect(changes.find(({ why }) => why.startsWith('publishes no port'))?.fix).toContain(
    'ports: ["127.0.0.1:8001:5000"]',
  )
})
