import { describe, expect, test } from '@jest/globals'
import { readWorkflow } from '@tsh/standard/reading'
import { gateSetting } from '../src/gate/commands.ts'
import { gateOf, gateUnknowns } from '../src/gate/gate.ts'
import { filesOf, type Texts } from './inline-repository.ts'

const gate = (texts: Texts, workflow?: string) => {
  const parsed = workflow === undefined ? undefined : readWorkflow('.github/workflows/ci.yml', workflow)
  return gateOf(filesOf(texts), parsed ? [parsed] : [])
}
const job = (steps: string, keys = ''): string =>
  `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n${keys}    steps:\n${steps}`

describe('from projects', () => {
  test.each<[string, Texts, object | undefined]>([
    [
      'pytest and ruff',
      { 'requirements-dev.txt': 'pytest\nruff\n', 'tests/test_a.py': '', '.python-version': '3.12.1\n' },
      {
        'python-version': '3.12.1',
        install: 'pip install -r requirements-dev.txt',
        commands: { lint: 'ruff check .', unit: 'pytest' },
      },
    ],
    [
      'poetry',
      { 'pyproject.toml': '[tool.poetry]\npython = "^3.11"\npytest = "*"\n', 'tests/test_a.py': '' },
      {
        'python-version': '3.11',
        install: 'pip install poetry && poetry install',
        commands: { unit: 'poetry run pytest' },
      },
    ],
    [
      'the image',
      { 'requirements.txt': 'pytest\n', 'test_a.py': '', Dockerfile: 'FROM python:3.10-slim\n' },
      { 'python-version': '3.10', install: 'pip install -r requirements.txt', commands: { unit: 'pytest' } },
    ],
    [
      'unittest',
      { 'alembic.ini': '', 'tests/test_a.py': '' },
      { commands: { unit: 'python3 -m unittest discover -s tests' } },
    ],
    ['Django', { 'manage.py': '', 'shop/tests.py': '' }, { commands: { unit: 'python3 manage.py test' } }],
    [
      'Django in a folder',
      { 'pyproject.toml': '[project]\n', 'uv.lock': '', 'src/manage.py': '', 'src/shop/tests.py': '' },
      {
        install: 'pip install uv && uv sync',
        commands: { unit: { run: 'uv run python manage.py test', 'working-directory': 'src' } },
      },
    ],
    [
      'a script of Composer',
      { 'composer.json': '{"scripts": {"qa:phpunit": ["@prepare", "phpunit"]}}' },
      { install: 'composer install --no-interaction', commands: { unit: 'composer run qa:phpunit' } },
    ],
    [
      'Pest',
      { 'composer.json': '{"require-dev": {"pestphp/pest": "^3"}}', 'phpunit.xml': '' },
      { install: 'composer install --no-interaction', commands: { unit: 'vendor/bin/pest' } },
    ],
    ['PHP without tests', { 'composer.json': '{}' }, undefined],
    ['Go', { 'go.mod': '', 'app/a_test.go': '' }, { commands: { unit: 'go test ./...' } }],
    ['Go without tests', { 'go.mod': '', 'app/a.go': '' }, undefined],
    [
      'npm',
      {
        'package.json': '{"scripts": {"test": "jest", "lint": "eslint ."}, "devDependencies": {"jest": "1"}}',
        'package-lock.json': '',
        '.nvmrc': 'v20\n',
      },
      { 'node-version': '20', install: 'npm ci', commands: { lint: 'npm run lint', unit: 'npm test' } },
    ],
    [
      'engines',
      { 'package.json': '{"scripts": {"test": "jest"}, "engines": {"node": ">=22"}}' },
      { 'node-version': '22', commands: { unit: 'npm test' } },
    ],
    [
      'yarn',
      { 'package.json': '{"scripts": {"test": "jest"}, "dependencies": {"a": "1"}}', 'yarn.lock': '' },
      { install: 'corepack enable && yarn install --frozen-lockfile', commands: { unit: 'yarn test' } },
    ],
    [
      'bun',
      {
        'package.json':
          '{"scripts": {"test": "bun run --filter web test", "lint": "biome check"}, "workspaces": ["web"]}',
        'bun.lock': '',
      },
      {
        install: 'npm install --global bun && bun install --frozen-lockfile',
        commands: { lint: 'bun run lint', unit: 'bun run test' },
      },
    ],
    [
      'bun with a version, for a package in a folder',
      {
        'package.json': '{"packageManager": "bun@1.3.12"}',
        'web/package.json': '{"scripts": {"test": "vitest"}}',
        'bun.lockb': '',
      },
      {
        install: '(cd web && npm install --global bun@1.3.12 && bun install --frozen-lockfile)',
        commands: { unit: { run: 'bun run test', 'working-directory': 'web' } },
      },
    ],
    [
      'packages in folders',
      {
        'a/package.json': '{"scripts": {"test": "jest"}}',
        'b/package.json': '{"scripts": {"test": "jest"}}',
      },
      {
        commands: {
          'a-unit': { run: 'npm test', 'working-directory': 'a' },
          'b-unit': { run: 'npm test', 'working-directory': 'b' },
        },
      },
    ],
    [
      'the script of npm init',
      { 'package.json': '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}' },
      undefined,
    ],
    ['a Makefile', { Makefile: 'test:\n\tgo test\nbuild:\n' }, { commands: { unit: 'make test' } }],
    ['nothing', { 'main.py': '' }, undefined],
  ])('%s', (_name, texts, expected) => {
    expect(gateSetting(gate(texts))).toEqual(expected)
  })
})

describe('from workflows', () => {
  test.each<[string, string, object | undefined]>([
    [
      'commands and versions',
      job(
        '      - uses: actions/setup-python@v5\n        with: { python-version: "3.12" }\n      - run: |\n          pip install -r r.txt\n          pytest --cov\n          echo done\n',
      ),
      { 'python-version': '3.12', install: 'pip install -r r.txt', commands: { unit: 'pytest --cov' } },
    ],
    [
      'a matrix',
      job(
        '      - uses: actions/setup-node@v4\n        with: { node-version: "${{ matrix.node }}" }\n      - run: npm test\n',
      ),
      { commands: { unit: 'npm test' } },
    ],
    [
      'a folder',
      job(
        '      - run: npm ci\n      - run: npm test\n',
        '    defaults: { run: { working-directory: ./web } }\n',
      ),
      { install: '(cd web && npm ci)', commands: { unit: { run: 'npm test', 'working-directory': 'web' } } },
    ],
    [
      'a folder that a script changes to',
      job(
        '      - run: |\n          flake8 api/\n          cd api/\n          pip install -r r.txt\n          pytest\n          cd ../web\n          npm test\n      - run: cd web && npm run lint\n',
      ),
      {
        install: '(cd api && pip install -r r.txt)',
        commands: {
          lint: 'flake8 api/',
          'api-unit': { run: 'pytest', 'working-directory': 'api' },
          'web-unit': { run: 'npm test', 'working-directory': 'web' },
          'web-lint': { run: 'npm run lint', 'working-directory': 'web' },
        },
      },
    ],
    [
      'back to the root',
      job(
        '      - run: |\n          cd web; npm ci\n          cd web\n          cd -\n          cd ..\n          npm test\n',
      ),
      { install: '(cd web && npm ci)', commands: { unit: 'npm test' } },
    ],
    [
      'literal variables',
      job(
        '      - run: pytest\n        env: { KEY: test-key, TOKEN: "${{ secrets.TOKEN }}" }\n',
        '    env: { CI: "true", LEVEL: debug, KEY: other }\n',
      ),
      { commands: { unit: { run: 'pytest', env: { LEVEL: 'debug', KEY: 'test-key' } } } },
    ],
    [
      'what may fail without failing the workflow is left out',
      job(
        '      - run: npm run lint\n        continue-on-error: true\n      - run: |\n          npm run types || true\n          npm test\n',
      ),
      { commands: { unit: 'npm test' } },
    ],
    [
      'several commands in a line, and variables before one',
      job('      - run: npm ci && npm run lint && CI=1 timeout 300 npm test\n'),
      { install: 'npm ci', commands: { lint: 'npm run lint', unit: 'CI=1 timeout 300 npm test' } },
    ],
    [
      'several programs of a kind',
      job(
        '      - run: |\n          ruff check .\n          ruff format --check .\n          poetry run black --check .\n          cd web\n          npm run lint\n',
      ),
      {
        install: 'pip install poetry',
        commands: {
          'ruff-check': 'ruff check .',
          'ruff-format': 'ruff format --check .',
          black: 'poetry run black --check .',
          'web-lint': { run: 'npm run lint', 'working-directory': 'web' },
        },
      },
    ],
    [
      'several folders in a line',
      job('      - run: cd api && npm ci && npm test && cd ../web && npm ci && npm run lint\n'),
      {
        install: '(cd api && npm ci) && (cd web && npm ci)',
        commands: {
          unit: { run: 'npm test', 'working-directory': 'api' },
          lint: { run: 'npm run lint', 'working-directory': 'web' },
        },
      },
    ],
    [
      'a folder before a command with quotes',
      job('      - run: cd api && pytest -k "a && b"\n'),
      { commands: { unit: { run: 'pytest -k "a && b"', 'working-directory': 'api' } } },
    ],
    [
      'lines whose parts depend on each other are left out',
      job(
        '      - run: |\n          for d in api web; do cd $d && npm ci && npm test; done\n          if npm run lint && npm test; then echo ok; fi\n          export A=1 && pytest\n          flake8\n',
      ),
      { commands: { lint: 'flake8' } },
    ],
    [
      'the same program with variables',
      job(
        '      - run: PYTHONPATH=. pytest tests/unit\n      - run: PYTHONPATH=. timeout 9 pytest tests/slow\n',
      ),
      {
        commands: {
          pytest: 'PYTHONPATH=. pytest tests/unit',
          'pytest-2': 'PYTHONPATH=. timeout 9 pytest tests/slow',
        },
      },
    ],
    [
      'programs of setup actions',
      job(
        '      - uses: astral-sh/setup-uv@v6\n        with: { version: "0.8.4" }\n      - uses: pnpm/action-setup@v4\n      - run: uv sync\n      - run: uv run pytest\n      - run: pnpm install\n      - run: pnpm lint\n',
      ),
      {
        install: 'corepack enable && pip install uv==0.8.4 && uv sync && pnpm install',
        commands: { lint: 'pnpm lint', unit: 'uv run pytest' },
      },
    ],
    ['expressions', job('      - run: pytest ${{ matrix.args }}\n'), undefined],
    [
      'the steps before a deployment in the same job',
      job(
        '      - uses: actions/setup-python@v5\n        with: { python-version: "3.12" }\n      - run: pytest\n      - run: ssh a@b deploy\n      - run: npm test\n',
      ),
      { 'python-version': '3.12', commands: { unit: 'pytest' } },
    ],
    ['deployments', job('      - run: ssh a@b "npm test"\n      - run: npm test\n'), undefined],
    [
      'the same command twice',
      job('      - run: npm test\n      - run: npm test\n'),
      { commands: { unit: 'npm test' } },
    ],
  ])('%s', (_name, workflow, expected) => {
    expect(gateSetting(gate({}, workflow))).toEqual(expected)
  })

  test('are completed by projects', () => {
    const texts = { 'package.json': '{"scripts": {"test": "jest", "lint": "eslint ."}}' }
    expect(gateSetting(gate(texts, job('      - run: npm run lint\n')))?.commands).toEqual({
      lint: 'npm run lint',
      unit: 'npm test',
    })
  })

  test('with what the projects need, only if one of their commands is added', () => {
    const texts = {
      'package.json': '{"scripts": {"test": "jest", "lint": "eslint ."}, "devDependencies": {"jest": "1"}}',
      'package-lock.json': '',
    }
    const lint = '      - run: pip install ruff\n      - run: ruff check .\n'
    expect(gate(texts, job(lint)).install).toEqual(['pip install ruff', 'npm ci'])
    const all = `${lint}      - run: npm test\n`
    expect(gate(texts, job(all)).install).toEqual(['pip install ruff'])
  })

  test('with bun, which runners do not have', () => {
    const steps = '      - uses: oven-sh/setup-bun@v2\n      - run: bun install\n      - run: bun test\n'
    expect(gateSetting(gate({}, job(steps)))).toEqual({
      install: 'npm install --global bun && bun install',
      commands: { unit: 'bun test' },
    })
  })
})

test('missing commands, versions and services are listed', () => {
  expect(gateUnknowns({ install: [], commands: [] }, []).map(({ key }) => key)).toEqual(['test.commands'])
  const { install, commands } = gate({ 'package.json': '{"scripts": {"test": "jest"}}' })
  expect(gateUnknowns({ install, commands }, ['postgres']).map(({ key }) => key)).toEqual([
    ...['test.commands', 'test.commands'],
    'test.node-version',
  ])
  expect(gateUnknowns({ install, commands }, ['postgres'])[1]?.find).toContain('in test.services')
  expect(gateUnknowns({ install, commands, nodeVersion: '20' }, []).map(({ why }) => why)).toEqual([
    'no workflow requires "npm test" today, so they may fail',
  ])
})

test('commands that workflows run today are not listed', () => {
  const texts = { 'package.json': '{"scripts": {"test": "jest"}}', '.nvmrc': '20' }
  const { install, commands, nodeVersion = '' } = gate(texts, job('      - run: npm test\n'))
  expect(gateUnknowns({ install, commands, nodeVersion }, [])).toEqual([])
})

test('the version of Node is that of the image in the folder of the commands', () => {
  const texts = {
    'a/Dockerfile': 'FROM node:18\n',
    'b/Dockerfile': 'FROM node:22-alpine\n',
    'b/package.json': '{"scripts": {"test": "jest"}}',
  }
  expect(gate(texts).nodeVersion).toBe('22')
})

test('the package manager is prepared once, as the workflow does', () => {
  const texts = { 'pnpm-lock.yaml': '', 'package.json': '{"scripts": {"test": "vitest"}}' }
  const steps = ['npm install -g pnpm', 'pnpm install --frozen-lockfile', 'pnpm run build']
  const workflow = job(steps.map(run => `      - run: ${run}\n`).join(''))
  expect(gateSetting(gate(texts, workflow))).toMatchObject({
    install: 'npm install -g pnpm && pnpm install --frozen-lockfile',
    commands: { build: 'pnpm run build', unit: 'pnpm test' },
  })
})
