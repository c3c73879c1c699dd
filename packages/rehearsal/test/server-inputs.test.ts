import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { runWorkflow } from '@tsh/workflow'

const root = join(import.meta.dirname, '../../..')
/** Prints the inputs that name the server, one per line. */
const STUB = `for (const name of ['SERVER', 'JUMP', 'HOST-KEY'])
  console.log(name + '=' + JSON.stringify(process.env['INPUT_' + name] ?? ''))`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-'))
  mkdirSync(join(folder, 'actions/.github/workflows'), { recursive: true })
  const workflow = readFileSync(join(root, '.github/workflows/rollback.yml'), 'utf8')
  writeFileSync(join(folder, 'actions/.github/workflows/rollback.yml'), workflow.replaceAll('$/dist/', '$/'))
  for (const [action, stub] of [['rollback', STUB] as const, ['telegram-notify', ''] as const]) {
    cpSync(join(root, 'actions', action, 'action.yml'), join(folder, 'actions', action, 'action.yml'))
    writeFileSync(join(folder, 'actions', action, 'index.js'), stub)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What the action gets of a caller's inputs. */
async function passedOn(inputs: Record<string, string>): Promise<Record<string, string>> {
  const repository = join(folder, 'shop')
  const file = join(repository, '.github/workflows/main.yml')
  mkdirSync(join(repository, '.github/workflows'), { recursive: true })
  const given = Object.entries({ ...REQUIRED, ...inputs }).map(
    ([name, value]) => `      ${name}: ${JSON.stringify(value)}\n`,
  )
  const uses = 'tsh/actions/.github/workflows/rollback.yml@v1'
  const job = `    permissions: {}\n    uses: ${uses}\n    with:\n${given.join('')}`
  writeFileSync(file, `on: workflow_dispatch\njobs:\n  back:\n${job}`)
  const git = (...words: string[]): Buffer => execFileSync('git', ['-C', repository, ...words])
  git('init', '--quiet')
  git('add', '--all')
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost']
  git(...who, 'commit', '--quiet', '--allow-empty', '--message', 'Open')
  const lines: string[] = []
  await runWorkflow({
    ...{ file, repository, workspace: folder, repositories: { 'tsh/actions': join(folder, 'actions') } },
    event: { name: 'workflow_dispatch', repository: 'tsh/shop' },
    on: event => {
      if (event.type === 'log') lines.push(event.line)
    },
  })
  const found = lines.flatMap(line => /(SERVER|JUMP|HOST-KEY)=(".*")/.exec(line)?.slice(1) ?? [])
  return Object.fromEntries(
    Array.from({ length: found.length / 2 }, (_, at) => [found[2 * at], JSON.parse(found[2 * at + 1] ?? '')]),
  )
}

const REQUIRED = {
  ...{ environment: 'production', host: 'shop.example', user: 'root', 'deploy-path': '/opt/shop' },
  ...{ 'compose-file': 'compose.yml', 'env-file': '.env', 'app-service': 'app' },
  'public-url': 'https://shop.example',
}

test.each<[string, Record<string, string>, Record<string, string>]>([
  [
    'a server with a name',
    { port: '2222', 'known-hosts': 'shop.example ssh-ed25519 AAAA' },
    { SERVER: 'root@shop.example:2222', JUMP: '', 'HOST-KEY': 'shop.example ssh-ed25519 AAAA' },
  ],
  [
    'an address of IPv6, by its fingerprint',
    { host: '::1', 'host-fingerprint': 'SHA256:a' },
    { SERVER: 'root@[::1]:22', JUMP: '', 'HOST-KEY': 'SHA256:a' },
  ],
  [
    'a jump host',
    { 'jump-host': 'gate.example', 'jump-port': '2200' },
    { SERVER: 'root@shop.example:22', JUMP: 'root@gate.example:2200' },
  ],
  [
    'a jump host of IPv6 with another user',
    { 'jump-host': 'fe80::2', 'jump-user': 'gate' },
    { JUMP: 'gate@[fe80::2]:22' },
  ],
])('the workflow names %s to the action', async (_name, inputs, expected) => {
  expect(await passedOn(inputs)).toMatchObject(expected)
})
