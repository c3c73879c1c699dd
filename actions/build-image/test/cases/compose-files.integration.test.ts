import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ensureBaseImages, ensureEngine } from '@tsh/sandbox'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { annotations, build, inspected, labelOf, removeBuilt } from './workspace.ts'

beforeAll(async () => {
  await ensureEngine()
  await ensureBaseImages(['debian:12-slim'])
})
afterAll(removeBuilt)

const service = (name: string, more = 'build: .'): string =>
  `  ${name}:\n    image: cases/${name}:\${VERSION:-latest}\n    ${more}\n`
const composeFile = (text: string): string => `services:\n${text}`

// docker/compose#4198 and #9373; adoption by a repository that is deployed with two compose files
caseTest('tiny-include', 'a build in an included file is built, or include is reported', async () => {
  const { outcome } = await build({
    'compose.yml': 'include:\n  - path: [one.yml, two.yml]\n',
    'one.yml': composeFile(service('web')),
    'two.yml': composeFile('  web: { restart: always }\n'),
  })
  expect(outcome).toMatch(/^built cases\/web:v1$|\binclude\b/)
})

caseTestFull('tiny-extends', 'a build in an extended service is built, or extends is reported', async () => {
  const { outcome } = await build({
    'compose.yml': composeFile('  web:\n    extends: { file: base.yml, service: web }\n'),
    'base.yml': composeFile(service('web')),
  })
  expect(outcome).toMatch(/^built cases\/web:v1$|\bextends\b/)
})

test('several files are merged in their order', async () => {
  const files = {
    'compose.yml': composeFile(service('web', 'build: { context: ., args: { A: one, B: two } }')),
    'deploy/live.yml': composeFile('  web: { build: { args: { A: three } } }\n  mail: { image: x }\n'),
  }
  const run = await build(files, { inputs: { 'compose-file': 'compose.yml\ndeploy/live.yml' } })
  expect(run.outcome).toBe('built cases/web:v1')
  expect(labelOf('cases/web:v1', 'a')).toBe('three')
})

test('what compose rejects is reported with its reason', async () => {
  const missing = await build({ 'compose.yml': `include: [gone.yml]\n${composeFile(service('web'))}` })
  expect(missing.outcome).toMatch(
    /docker compose on the runner rejects .*compose\.yml: .*gone\.yml: no such file or directory/,
  )
  const remote = await build({ 'compose.yml': 'include: ["https://git.invalid/a.git#main:compose.yml"]\n' })
  expect(remote.outcome).toMatch(/includes a file from a Git repository or a registry/)
})

const SECRET = 'n9m-t0ken-of-a-test'
const SHA256 = createHash('sha256').update(SECRET).digest('hex')
/** Fails unless the secret is mounted. The content of a secret is not part of the cache key, so each one is different. */
const withSecret = (): string => `FROM debian:12-slim
RUN --mount=type=secret,id=npm sha256sum /run/secrets/npm | grep ${SHA256} # ${randomUUID()}
`
const usingSecret = (source: string): string =>
  `${composeFile(service('secret', 'build: { context: ., secrets: [npm] }'))}secrets:\n  npm: { ${source} }\n`

// docker/buildx#1060 and #230, docker/compose#9606
caseTest('case-16a', 'a build secret from the environment is mounted', async () => {
  const files = { Dockerfile: withSecret(), 'compose.yml': usingSecret('environment: NPM_TOKEN') }
  const { outcome } = await build(files, { env: { NPM_TOKEN: SECRET } })
  expect(outcome).toBe('built cases/secret:v1')
})

caseTestFull('case-16b', 'a build secret from a file is mounted', async () => {
  const files = { Dockerfile: withSecret(), 'compose.yml': usingSecret('file: ./npm.txt'), 'npm.txt': SECRET }
  const { outcome } = await build(files)
  expect(outcome).toBe('built cases/secret:v1')
})

test('a supplied build secret is mounted, and is in no log and no image', async () => {
  const files = { Dockerfile: withSecret(), 'compose.yml': usingSecret('environment: NPM_TOKEN') }
  const run = await build(files, { inputs: { 'build-secrets': `NPM_TOKEN=${SECRET}` } })
  expect(run.outcome).toBe('built cases/secret:v1')
  expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(SECRET)
  expect(inspected('cases/secret:v1')).not.toContain(SECRET)
})

test('a supplied build secret replaces a file that is not in the repository', async () => {
  const files = { Dockerfile: withSecret(), 'compose.yml': usingSecret('file: ./secrets/npm.txt') }
  const run = await build(files, { inputs: { 'build-secrets': `npm=${SECRET}` } })
  expect(run.outcome).toBe('built cases/secret:v1')
})

test('everything without a value is reported before the build', async () => {
  const more = 'build: { context: ., secrets: [npm], args: [A, B=$DOMAIN] }'
  const { outcome } = await build({
    'compose.yml': `${composeFile(service('web', more))}secrets: { npm: { environment: NPM_TOKEN } }\n`,
  })
  expect(outcome).toMatch(/build argument A of service web reads A, which is not set and has no default/)
  expect(outcome).toMatch(/build argument B of service web reads DOMAIN, which is not set/)
  expect(outcome).toMatch(/build secret npm of service web reads NPM_TOKEN, which is not set\. Add the line/)
})

// Dokploy/dokploy#3924, portainer/portainer#6211
caseTest('case-17a', 'a compose file with more than 100 aliases is read', async () => {
  const others = Array.from({ length: 105 }, (_, at) => `  job${at}: { image: 'x:1', logging: *log }\n`)
  const { outcome } = await build({
    'compose.yml': `x-log: &log { driver: local }\n${composeFile(service('many') + others.join(''))}`,
  })
  expect(outcome).toBe('built cases/many:v1')
})

caseTestFull(
  'case-17b',
  'a duplicate key is reported with file and line, and not as an internal error',
  async () => {
    const { outcome } = await build({ 'compose.yml': composeFile(`${service('twice')}    image: other:1\n`) })
    expect(outcome).toMatch(/^(?!.*probably a bug).*compose\.yml\D+5\b/s)
  },
)

const withArgument = (value: string): string =>
  composeFile(service('args', `build: { context: ., args: { A: "${value}" } }`))

// Adoption: the front end of a FastAPI template reads DOMAIN, which is in the env file on the server only.
caseTest(
  'tiny-build-arg',
  'a required variable without a value is reported with a message of this action',
  async () => {
    const { outcome } = await build({
      'compose.yml': withArgument('${DOMAIN:?set DOMAIN}'),
      '.env.live.example': 'DOMAIN=shop.example\n',
    })
    expect(outcome).toMatch(/^(?!.*(diagnostic|-\.json)).*\bDOMAIN\b/s)
  },
)

caseTestFull('tiny-build-arg-default', 'a variable that falls back to its default is reported', async () => {
  const run = await build({ 'compose.yml': withArgument('${DOMAIN:-localhost}') })
  const value = run.code === 0 ? ` with A="${labelOf('cases/args:v1', 'a')}"` : ''
  expect(`${run.outcome}${value}, annotated: ${annotations(run)}`).toMatch(/\bDOMAIN\b/)
})

caseTest('tiny-build-arg-empty', 'a variable without value and default is reported', async () => {
  const run = await build({ 'compose.yml': withArgument('${DOMAIN}') })
  const value = run.code === 0 ? ` with A="${labelOf('cases/args:v1', 'a')}"` : ''
  expect(`${run.outcome}${value}, annotated: ${annotations(run)}`).toMatch(/\bDOMAIN\b/)
})

test('variables come from the step or from .env', async () => {
  const files = {
    '.env': 'DOMAIN=file.example\nHOST=file.example\n',
    'compose.yml': composeFile(
      service('args', 'build: { context: ., args: { A: "$DOMAIN ${HOST:?} $$HOME ${PORT:+x}" } }'),
    ),
  }
  const { outcome } = await build(files, { env: { HOST: 'step.example', DOMAIN: '' } })
  expect(outcome).toBe('built cases/args:v1')
  expect(labelOf('cases/args:v1', 'a')).toBe('file.example step.example $HOME')
})

test('build arguments of the settings come before the step, the file and the compose file', async () => {
  const files = { '.env': 'DOMAIN=file.example\n', 'compose.yml': withArgument('$DOMAIN ${HOST:-none}') }
  const options = { env: { DOMAIN: 'step.example' } }
  const variables = await build(files, {
    ...options,
    inputs: { 'build-args': 'DOMAIN=settings.example\nHOST=a$b' },
  })
  expect(variables.outcome).toBe('built cases/args:v1')
  expect(labelOf('cases/args:v1', 'a')).toBe('settings.example a$b')
  const argument = await build(files, { ...options, inputs: { 'build-args': 'A=$x\nUNUSED=1' } })
  expect(labelOf('cases/args:v1', 'a')).toBe('$x')
  expect(annotations(argument)).toMatch(/^"build-args" sets UNUSED, which no build of .*compose\.yml uses/)
})

test('an empty variable of the step is treated as unset', async () => {
  const { outcome } = await build({ 'compose.yml': withArgument('$DOMAIN') }, { env: { DOMAIN: '' } })
  expect(outcome).toMatch(/build argument A of service args reads DOMAIN, which is not set/)
})

test('secrets of the action and the runner are not passed to a build', async () => {
  const { outcome } = await build(
    { 'compose.yml': withArgument('${ACTIONS_RUNTIME_TOKEN}') },
    { env: { ACTIONS_RUNTIME_TOKEN: SECRET } },
  )
  expect(outcome).toMatch(/build argument A of service args reads ACTIONS_RUNTIME_TOKEN, which is not set/)
})
