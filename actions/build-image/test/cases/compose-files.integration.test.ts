import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ensureBaseImages, ensureEngine } from '@tsh/sandbox'
import { caseTest } from '@tsh/testing/case-test'
import { annotations, build, labelOf, removeBuilt } from './workspace.ts'

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

caseTest('tiny-extends', 'a build in an extended service is built, or extends is reported', async () => {
  const { outcome } = await build({
    'compose.yml': composeFile('  web:\n    extends: { file: base.yml, service: web }\n'),
    'base.yml': composeFile(service('web')),
  })
  expect(outcome).toMatch(/^built cases\/web:v1$|\bextends\b/)
})

const SECRET = 'n9m-t0ken-of-a-test'
const WITH_SECRET = `FROM debian:12-slim
RUN --mount=type=secret,id=npm test "$(cat /run/secrets/npm)" = ${SECRET}
`
const usingSecret = (source: string): string =>
  `${composeFile(service('secret', 'build: { context: ., secrets: [npm] }'))}secrets:\n  npm: { ${source} }\n`

// docker/buildx#1060 and #230, docker/compose#9606
caseTest('case-16a', 'a build secret from the environment is mounted', async () => {
  const files = { Dockerfile: WITH_SECRET, 'compose.yml': usingSecret('environment: NPM_TOKEN') }
  const { outcome } = await build(files, { env: { NPM_TOKEN: SECRET } })
  expect(outcome).toBe('built cases/secret:v1')
})

caseTest('case-16b', 'a build secret from a file is mounted', async () => {
  const files = { Dockerfile: WITH_SECRET, 'compose.yml': usingSecret('file: ./npm.txt'), 'npm.txt': SECRET }
  const { outcome } = await build(files)
  expect(outcome).toBe('built cases/secret:v1')
})

// Dokploy/dokploy#3924, portainer/portainer#6211
caseTest('case-17a', 'a compose file with more than 100 aliases is read', async () => {
  const others = Array.from({ length: 105 }, (_, at) => `  job${at}: { image: 'x:1', logging: *log }\n`)
  const { outcome } = await build({
    'compose.yml': `x-log: &log { driver: local }\n${composeFile(service('many') + others.join(''))}`,
  })
  expect(outcome).toBe('built cases/many:v1')
})

caseTest(
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

caseTest('tiny-build-arg-default', 'a variable that falls back to its default is reported', async () => {
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
