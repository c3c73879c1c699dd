import { expect, test } from '@jest/globals'
import { RULES } from '../src/rules/index.ts'
import { add, all, at, type Change, CLEAN, change, findings, type Texts } from './fixtures/repository.ts'

const P = 'docker-compose.production.yml'
const S = 'docker-compose.staging.yml'
const ENV_S = '.env.staging.example'
const CHECK = '.github/workflows/check.yml'

const TWO_BUILDS = ['app/neurolink', 'apps/dashboard']
  .map(
    context => `      - uses: docker/build-push-action@3d3c42e5aac5ba805825da76410c181273ba90b1
        with: { context: ${context}, cache-to: type=gha }
`,
  )
  .join('')

type Expected = (texts: Texts) => string

/** Rules that warn, each with a change of the clean repository and the resulting findings. */
const CASES: readonly (readonly [id: string, change: Change, expected: readonly Expected[]])[] = [
  ['SVC-2', add('app/tasks.py', 'from celery import Celery\n'), [at('SVC-2', 'app/tasks.py')]],
  [
    'SVC-4',
    change(
      S,
      '    build: app/neurolink\n',
      '    build: app/neurolink\n    depends_on: { redis_staging: { condition: service_healthy } }\n',
    ),
    [],
  ],
  [
    'SVC-4',
    change(
      P,
      '    build: app/neurolink\n',
      '    build: app/neurolink\n    depends_on: { app_blue: { condition: service_healthy } }\n',
    ),
    [at('SVC-4', P, 'app_blue: {')],
  ],
  ['PORT-4', change(P, '127.0.0.1:6379:6379', '6379:6379'), [at('PORT-4', P, '"6379:6379')]],
  [
    'CMP-3',
    change(P, 'name: tsh_erp_production\n\n', 'name: tsh_erp_production\nversion: "3"\n\n'),
    [at('CMP-3', P, 'version:')],
  ],
  ['CMP-8', change(P, '    image: redis:', '    restart: !reset null\n    image: redis:'), []],
  [
    'CMP-8',
    change(P, 'driver: json-file, options: { max-size: 10m, max-file: "3" }', 'driver: json-file'),
    [at('CMP-8', P, 'logging:')],
  ],
  ['CMP-6', change(P, '  mem_limit: 1g', '  mem_limit: 0'), [at('CMP-6', P, '  cpus: 1')]],
  [
    'CMP-9',
    change(P, '"redis_data:/data"', '"redis_data:/data", "./redis.conf:/redis.conf"'),
    [at('CMP-9', P, 'redis.conf')],
  ],
  [
    'TAG-4',
    change(
      P,
      '    build: app/neurolink\n',
      '    build: { context: app/neurolink, tags: ["tsh-neurolink:x"] }\n',
    ),
    [at('TAG-4', P, 'tags:')],
  ],
  ['TAG-5', change(P, 'redis:7-alpine@sha256:', 'redis:latest #'), [at('TAG-5', P, 'redis:latest')]],
  ['TAG-5', change(P, 'redis:7-alpine@sha256:', 'redis:7-alpine #'), [at('TAG-5', P, 'redis:7-alpine #')]],
  [
    'TAG-6',
    all(
      change('.github/deploy.yml', 'standard: enforce', 'standard: enforce\nregistry: ghcr.io/tsh'),
      change(
        '.github/workflows/staging.yml',
        'secrets:\n',
        'secrets:\n      DOCKER_USERNAME: u\n      DOCKER_TOKEN: t\n',
      ),
      change(
        '.github/workflows/production.yml',
        'secrets:\n',
        'secrets:\n      DOCKER_USERNAME: u\n      DOCKER_TOKEN: t\n',
      ),
      change(P, 'image: tsh-neurolink', 'image: ghcr.io/thh/tsh-neurolink'),
    ),
    [at('TAG-6', P, 'ghcr.io')],
  ],
  [
    'BLD-2',
    change(P, 'NEXT_PUBLIC_API_URL:', 'NPM_TOKEN: ${VERSION}\n        NEXT_PUBLIC_API_URL:'),
    [at('BLD-2', P, 'NPM_TOKEN')],
  ],
  [
    'BLD-3',
    change(P, 'API_URL: https://erp.tsh.sale', 'API_URL: http://neurolink:8002'),
    [at('BLD-3', P, 'NEXT_PUBLIC')],
  ],
  ['BLD-5', change('Dockerfile', 'app ./app', '. ./'), [at('BLD-5', 'Dockerfile', '. ./')]],
  [
    'SEC-8',
    change('.github/workflows/staging.yml', 'secrets:\n', 'secrets: inherit\n    x:\n'),
    [at('SEC-8', '.github/workflows/staging.yml', 'inherit')],
  ],
  ['ENV-5', change(ENV_S, "'TSH ERP #1'", 'TSH ERP'), [at('ENV-5', ENV_S, 'APP_NAME')]],
  ['ENV-7', change(ENV_S, 'DEBUG=false', 'DEBUG=false\nDEBUG=False'), [at('ENV-7', ENV_S, 'DEBUG=False')]],
  ['ENV-7', change(ENV_S, "APP_NAME='TSH ERP #1'\n", ''), [at('ENV-7', ENV_S)]],
  [
    'ENV-8',
    all(
      change(ENV_S, 'DEBUG', 'FAX_LINE=1\nDEBUG'),
      change('.env.production.example', 'DEBUG', 'FAX_LINE=1\nDEBUG'),
    ),
    [at('ENV-8', ENV_S, 'FAX'), at('ENV-8', '.env.production.example', 'FAX')],
  ],
  [
    'ENV-9',
    all(
      change(ENV_S, 'DEBUG', 'REDIS_PORT=6378\nDEBUG'),
      change('.env.production.example', 'DEBUG', 'REDIS_PORT=6379\nDEBUG'),
    ),
    [at('ENV-9', ENV_S, 'REDIS_PORT')],
  ],
  ['ENV-10', change(ENV_S, 'WORKERS=2', 'WORKERS=3'), [at('ENV-10', ENV_S, 'WORKERS')]],
  [
    'ENV-10',
    change(ENV_S, 'UVICORN_WORKERS=2\n', ''),
    [at('ENV-7', ENV_S, 'VERSION'), at('ENV-10', ENV_S, 'VERSION')],
  ],
  [
    'ENV-10',
    all(
      change(ENV_S, 'UVICORN_WORKERS=2\n', ''),
      change('.env.production.example', 'UVICORN_WORKERS=4\n', ''),
      ...['Dockerfile', 'app/neurolink/Dockerfile'].map(file => change(file, 'uvicorn', 'hypercorn')),
    ),
    [],
  ],
  ['HC-2', change(P, 'interval: 30s', 'interval: 31s'), [at('HC-2', P, 'localhost:8000')]],
  [
    'HC-2',
    all(
      change('.github/deploy.yml', 'standard: enforce', 'standard: enforce\nhealth-path: /'),
      change(S, 'http://localhost:8000/health', 'http://localhost:8000'),
    ),
    [at('HC-2', P, 'localhost:8000/health')],
  ],
  [
    'HC-5',
    change(P, '    build: app/neurolink\n', '    build: app/neurolink\n    depends_on: [redis]\n'),
    [at('HC-5', P, 'depends_on: [redis]')],
  ],
  [
    'CON-2',
    change('apps/dashboard/Dockerfile', 'node:22-alpine@sha256:', 'node:22 #'),
    [at('CON-2', 'apps/dashboard/Dockerfile', 'FROM')],
  ],
  [
    'CON-3',
    change('apps/dashboard/Dockerfile', 'COPY --chown=node:node', 'COPY'),
    [at('CON-3', 'apps/dashboard/Dockerfile', 'COPY')],
  ],
  [
    'CON-3',
    change('app/neurolink/Dockerfile', 'recommends curl', 'recommends curl libpq-dev'),
    [at('CON-3', 'app/neurolink/Dockerfile', 'RUN')],
  ],
  ['CON-4', change(P, 'read_only: true', 'read_only: false'), [at('CON-4', P, 'read_only')]],
  ['CON-5', change(P, 'cap_drop: [ALL]', 'cap_drop: [NET_RAW]'), [at('CON-5', P, 'cap_drop')]],
  [
    'CON-7',
    change('apps/dashboard/Dockerfile', 'CMD ["node", "server.js"]', 'CMD node server.js'),
    [at('CON-7', 'apps/dashboard/Dockerfile', 'CMD node')],
  ],
  [
    'MOD-3',
    change('app/models/sales.py', 'class User(Base)', 'Other = declarative_base()\n\n\nclass User(Base)'),
    [at('MOD-3', 'app/models/sales.py', 'Other')],
  ],
  [
    'CHK-8',
    change(CHECK, '          pytest\n', '          sleep 30\n          pytest\n'),
    [at('CHK-8', CHECK, 'sleep')],
  ],
  [
    'CHK-8',
    change(CHECK, '@3d3c42e5aac5ba805825da76410c181273ba90b1', '@v7'),
    [at('CHK-8', CHECK, 'checkout@v7')],
  ],
  [
    'CHK-9',
    change(CHECK, '      - run: pip install', `${TWO_BUILDS}      - run: pip install`),
    [at('CHK-9', CHECK, 'apps/dashboard')],
  ],
]

test.each(CASES.map((one, number) => [one[0], number, one] as const))(
  '%s (%i)',
  (_id, _number, [, change, expected]) => {
    const texts = change(CLEAN)
    // One line may affect both environments.
    expect([...new Set(findings(texts))]).toEqual(expected.map(one => one(texts)).sort())
  },
)

test('every rule that warns has a case', () => {
  const covered = new Set(CASES.map(([id]) => id))
  expect(
    RULES.filter(({ severity, id }) => severity !== 'E' && !covered.has(id)).map(({ id }) => id),
  ).toEqual([])
})
