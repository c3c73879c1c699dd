import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

// Properties that no behavioral test can prove: that no other code does it.

const root = resolve(import.meta.dirname, '../../../..')
const SHIPPED = '{actions,packages}/*'
const sources = globSync([`${SHIPPED}/src/**/*.ts`, 'packages/fetch-shim/*.cjs'], { cwd: root })

/** Lines of shipped sources that match, as `file: match`, each once. */
function found(pattern: RegExp): string[] {
  const matches = sources.flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([match]) => `${file}: ${match}`),
  )
  return [...new Set(matches)].sort()
}

test('there are sources', () => expect(sources.length).toBeGreaterThan(200))

/** Functions of node:fs that make or change files. */
const WRITING = /\b(append|copy|cp|createWrite|link|mkdtemp|open|rename|symlink|truncate|write)/

// The login of the registry, the metadata of a build, the results of smoke tests, an archive, input of a program,
// and the findings of the standard.
test('files are written on the runner in few modules, none of which receives a key', () => {
  const imports = found(/import (?:type )?\{[^}]*\} from '(?:node:)?fs(?:\/promises)?'/g)
  const files = imports.filter(line => WRITING.test(line)).map(line => line.replace(/:[\s\S]*/, ''))
  expect(files).toEqual([
    'actions/build-image/src/login.ts',
    'actions/build-image/src/metadata.ts',
    'actions/checklist/src/checklist.ts',
    'actions/smoke-test/src/reports/junit.ts',
    'actions/test-gate/src/standard/check-standard.ts',
    'packages/deployment/src/images/tar.ts',
    'packages/github/src/commit-bundle.ts',
    'packages/settings/src/source/cache.ts',
    'packages/shell/src/run-program.ts',
    'packages/standard/src/cli/main.ts',
    'packages/standard/src/read/temporary-folder.ts',
  ])
  expect(found(/import \* as \w+ from '(node:)?fs|require\('(node:)?fs|import\('(node:)?fs/g)).toEqual([])
  expect(found(/\bopen\(path[^)]*\)/g)).toEqual(['packages/deployment/src/images/tar.ts: open(path)'])
})

// The compose model of test services is passed on as well; its values are those of the template in the repository.
test('the only file passed to a program on the runner is the bake file, which has no secret', () => {
  const users = new Set(found(/from '@tsh\/shell'/g).map(line => line.replace(/:.*/, '')))
  const inputs = found(/\binput: [^,\n]+/g).filter(line => users.has(line.replace(/:.*/, '')))
  expect(inputs).toEqual([
    'actions/build-image/src/build.ts: input: file',
    // A commit and the env file, to the server.
    'actions/server/src/setup/commit-files.ts: input: commit.read() } : {}',
    'actions/server/src/setup/commit-files.ts: input: env',
    'packages/deployment/src/checkout/transfer-commit.ts: input: commit.read() })',
  ])
})

test('no file in /tmp has a name that can be guessed', () => {
  expect(found(/\/tmp\/[^\s'"`]*/g)).toEqual([])
  for (const call of found(/\bmktemp\b[^\n]*/g)) expect(call).toMatch(/XXXXXXXX/)
})

test('certificates are verified everywhere except for connections from the server to itself', () => {
  expect(
    found(
      /rejectUnauthorized[^,)}]*[^,)} ]|NODE_TLS_REJECT\w*|verifyCertificate: false|strictSSL|checkServerIdentity/g,
    ),
  ).toEqual([
    'packages/deployment/src/traffic/site.ts: verifyCertificate: false',
    'packages/remote/src/http/http.ts: rejectUnauthorized: verifyCertificate ?? true',
  ])
})

test('a connection uses and forwards no agent, opens no port on the server and uses no password', () => {
  expect(
    found(
      /\b(agentForward|SSH_AUTH_SOCK|forwardIn\w*|openssh_forwardIn\w*|tryKeyboard|onKeyboardInteractive|authHandler|localHostname)\b/g,
    ),
  ).toEqual([])
  const logIn = readFileSync(join(root, 'packages/remote/src/connection/log-in.ts'), 'utf8')
  const [, options = ''] = /ssh\.connect\(\{([\s\S]*?)\n {4}\}\)/.exec(logIn) ?? []
  expect(options).toContain('privateKey')
  expect(options).not.toMatch(/\b(agent|password)\b/)
})
