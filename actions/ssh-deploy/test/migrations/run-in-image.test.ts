import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { ComposeService } from '@tsh/deployment'
import { application, recordingRemote } from '@tsh/testing'
import { mayRunCommands, plainArguments, startOf } from '../../src/entrypoint.ts'
import { outputOf } from '../../src/migrations/migrate.ts'
import { runInImage } from '../../src/migrations/run-in-image.ts'

describe('what a service runs', () => {
  const image = { entrypoint: ['docker-entrypoint.sh'], command: ['node'] }
  test.each<[string, Parameters<typeof startOf>[0], object]>([
    ['is that of its image', {}, image],
    ['may have another command', { command: ['node', 'a.js'] }, { ...image, command: ['node', 'a.js'] }],
    [
      'has no command of the image with another entrypoint',
      { entrypoint: ['node', 'a.js'] },
      { entrypoint: ['node', 'a.js'], command: [] },
    ],
    ['may have no entrypoint', { entrypoint: [], command: null }, { entrypoint: [], command: ['node'] }],
  ])('%s', (_name, service, expected) => expect(startOf(service, image)).toEqual(expected))
})

describe('an entrypoint', () => {
  test.each([
    [['entry.sh'], ['gunicorn', 'app'], true],
    [['tini', '--', 'entry.sh'], ['gunicorn'], true],
    [['node', '/app/server.js'], [], false],
    [['uvicorn', 'app:app'], ['--port', '80'], false],
    [['/bin/sh', '-c', 'exec top'], ['sh'], false],
    [[], ['node'], false],
  ])('%j with the command %j may run commands: %s', (entrypoint, command, expected) =>
    expect(mayRunCommands({ entrypoint, command })).toBe(expected),
  )
})

test.each([
  ['node --version', ['node', '--version']],
  ['  ./migrate  up --to=3 ', ['./migrate', 'up', '--to=3']],
  ['cd db && alembic upgrade head', undefined],
  ['A=1 migrate', undefined],
  ['migrate "$URL"', undefined],
  ["migrate 'all tables'", undefined],
  ['a; b', undefined],
  ['a\nb', undefined],
])('without a shell, "%s" is %j', (command, args) => expect(plainArguments(command)).toEqual(args))

/** Runs migrations on a server whose container behaves like this. */
async function migrated(
  command: string,
  {
    service = {},
    image = 'null\nnull',
    run,
  }: { service?: ComposeService; image?: string; run: (line: string) => object },
) {
  const remote = recordingRemote(line => {
    if (line.startsWith('docker image inspect')) return { stdout: image }
    return line.includes(' run --rm ') ? run(line) : undefined
  })
  const lines: string[] = []
  const model = { name: 'erp', services: { app: { image: 'erp:v2', ...service } } }
  const migrations = {
    name: 'migrations' as const,
    command,
    script: command,
    service: 'app',
    version: 'v2',
    model,
  }
  await runInImage(remote, application, { ...migrations, onLine: line => void lines.push(line) })
  const runs = remote.commands.filter(line => line.includes(' run --rm '))
  return { lines, runs: runs.map(line => line.slice(line.indexOf('--entrypoint  app') + 18)) }
}

test('the output of a command is complete, even in one long line', async () => {
  const revision = `${'x'.repeat(100_000)}1`
  const remote = recordingRemote(line => {
    if (line.startsWith('docker image inspect')) return { stdout: 'null\nnull' }
    return line.includes(' run --rm ') ? { stdout: `tsh: printed ${revision}\n` } : undefined
  })
  const model = { name: 'erp', services: { app: { image: 'erp:v2' } } }
  const wanted = { command: 'show-revision', service: 'app', version: 'v2', model }
  expect(await outputOf(remote, application, wanted)).toEqual({ output: revision })
})

const WITHOUT_SHELL = { code: 127, stderr: 'exec: "sh": executable file not found in $PATH: unknown' }
const isShell = (line: string): boolean => line.includes('--entrypoint  app sh -euc')

describe('migrations', () => {
  test('run in a shell, without an entrypoint that is the program', async () => {
    const { runs, lines } = await migrated('alembic upgrade head', { run: () => ({ stdout: 'INFO\n' }) })
    expect(runs).toEqual(['sh -euc alembic upgrade head'])
    expect(lines).toEqual(['INFO'])
  })

  test('run as plain arguments in an image without a shell', async () => {
    const run = (line: string) => (isShell(line) ? WITHOUT_SHELL : {})
    expect((await migrated('node --version', { run })).runs.at(-1)).toBe('node --version')
  })

  test('that need a shell are refused by name in an image without one', async () => {
    await expect(migrated('cd db && migrate', { run: () => WITHOUT_SHELL })).rejects.toThrow(
      'the image of app has no "sh". Write "migrate" as a program and its arguments',
    )
  })

  test('that fail are not run again', async () => {
    let runs = 0
    const run = () => ({ code: 1, stderr: `no such table ${++runs}` })
    await expect(migrated('migrate', { run })).rejects.toThrow('no such table 1')
  })

  const image = '["entry.sh"]\n["gunicorn"]'
  const marks = (line: string): string[] =>
    [...line.matchAll(/echo "(tsh: [^"]*)"/g)].map(([, mark = '']) => mark)
  const through = (line: string): boolean => line.endsWith(' gunicorn entry.sh')

  test('go through an entrypoint that executes commands', async () => {
    const run = (line: string) => ({
      stdout: [...marks(line).slice(0, 1), 'INFO', ...marks(line).slice(1)].join('\n'),
    })
    const { runs, lines } = await migrated('migrate', { image, run })
    expect(runs).toEqual([expect.stringMatching(/gunicorn entry\.sh$/)])
    expect(lines).toEqual(['INFO'])
  })

  test.each([0, 1])('bypass an entrypoint that runs something else and exits with %i', async code => {
    const run = (line: string) =>
      through(line) ? { code, stdout: 'unknown command: sh\n' } : { stdout: 'INFO\n' }
    const { runs, lines } = await migrated('migrate', { image, run })
    expect(runs.at(-1)).toBe('sh -euc migrate')
    expect(lines).toEqual(['unknown command: sh', 'INFO'])
  })

  test('that fail in an entrypoint are not run again', async () => {
    const run = (line: string) => ({ code: 1, stdout: `${marks(line)[0]}\nno such table\n` })
    await expect(migrated('migrate', { image, run })).rejects.toThrow('no such table')
  })

  test('fail even if an entrypoint hides the failure', async () => {
    const run = (line: string) => ({ stdout: `${marks(line)[0]}\nno such table\n` })
    await expect(migrated('migrate', { image, run })).rejects.toThrow(
      '"migrate" failed, and the entrypoint of app (entry.sh) hides the exit code. End it with exec "$@"',
    )
  })

  test('do not take static addresses from the running container', async () => {
    const service = { networks: { own: { ipv4_address: '172.30.5.10' } } }
    const remote = recordingRemote()
    await runInImage(remote, application, {
      ...{ name: 'migrations', command: 'true', script: 'true', service: 'app', version: 'v2' },
      model: { name: 'erp', services: { app: { image: 'erp:v2', ...service } } },
      onLine: () => {},
    })
    expect(remote.commands.at(-1)).toMatch(/cat > one-off\.yml.* -f one-off\.yml run --rm --no-deps/)
  })
})

describe('in the container', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrypoint-'))
  const program = (name: string, text: string): void =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  program('entry', 'export DATABASE_URL=postgres://a@b/c\nexec "$@"')
  program('manage', 'echo "unknown command: $1"; exit 1')

  /** Executes the command of the container as Docker would. */
  async function inContainer(entrypoint: string[], command: string[]): Promise<string> {
    const start = `${JSON.stringify(entrypoint)}\n${JSON.stringify(command)}`
    let argv: readonly string[] = []
    const remote = recordingRemote(line =>
      line.startsWith('docker image inspect') ? { stdout: start } : undefined,
    )
    const { stream } = remote
    remote.stream = command => {
      if (argv.length === 0) argv = command.slice(command.lastIndexOf('app') + 1)
      return stream(command)
    }
    await runInImage(remote, application, {
      ...{
        name: 'migrations',
        command: 'x',
        script: 'echo "url: ${DATABASE_URL:-none}"',
        service: 'app',
        version: 'v2',
      },
      model: { name: 'erp', services: { app: { image: 'erp:v2' } } },
      onLine: () => {},
    }).catch(() => {})
    const [file = '', ...args] = argv
    return execFileSync(file, args, { encoding: 'utf8', env: { PATH: `${folder}:${process.env.PATH}` } })
  }

  const URL_OF_ENTRY = /^url: postgres:\/\/a@b\/c$/m
  program('start.sh', 'true')
  writeFileSync(join(folder, 'server.js'), '')
  afterAll(() => rmSync(folder, { recursive: true }))

  test('an entrypoint that runs the command of the service prepares the environment', async () => {
    expect(await inContainer(['entry'], ['env'])).toMatch(URL_OF_ENTRY)
    expect(await inContainer(['entry'], [join(folder, 'start.sh')])).toMatch(URL_OF_ENTRY)
  })

  test('an entrypoint that is a program with an argument or a file is bypassed', async () => {
    expect(await inContainer(['manage'], ['runserver'])).toMatch(/^url: none$/m)
    expect(await inContainer(['manage'], [join(folder, 'server.js')])).toMatch(/^url: none$/m)
  })
})
