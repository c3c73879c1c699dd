import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actionDefaults } from '@tsh/testing'
import { BUILT, PATH, SLOTS } from './environment.ts'
import type { Testbed, Version } from './testbed.ts'

export type Action = 'ssh-deploy' | 'blue-green-switch' | 'rollback'

/** A bundle running as a step of a workflow. */
export interface ActionRun {
  readonly log: string
  /** Resolves when the log contains a matching line. */
  waitForLog(line: RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
  readonly over: boolean
  readonly ended: Promise<ActionEnd>
}

export interface ActionEnd {
  code: number | null
  seconds: number
  log: string
  outputs: Record<string, string>
}

/**
 * Starts an action's bundle like the runner does.
 * @param bundles folder with the bundles of the actions
 * @param run id of the workflow run
 */
export function startAction(
  { bundles, action, run }: { bundles: string; action: Action; run: string },
  inputs: Record<string, string>,
): ActionRun {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'))
  const output = join(folder, 'output')
  const summary = join(folder, 'summary')
  for (const file of [output, summary]) writeFileSync(file, '')
  const values = Object.entries({ ...actionDefaults(action), ...inputs })
  const environment = {
    ...{
      PATH: process.env.PATH ?? '',
      HOME: folder,
      RUNNER_TEMP: folder,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
    },
    ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, GITHUB_REPOSITORY: 'tsh/erp' },
    ...{ GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: '1', GITHUB_ACTOR: 'ada', GITHUB_SHA: 'a'.repeat(40) },
    ...Object.fromEntries(values.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  }
  const child = spawn(process.execPath, [join(bundles, action, 'index.js')], {
    cwd: folder,
    env: environment,
  })
  return follow(child, () => {
    const outputs = outputsIn(readFileSync(output, 'utf8'))
    rmSync(folder, { recursive: true, force: true })
    return outputs
  })
}

function follow(child: ChildProcess, outputs: () => Record<string, string>): ActionRun {
  const startedAt = Date.now()
  let log = ''
  let over = false
  const waiting: { line: RegExp; resolve: () => void }[] = []
  const look = (): void => {
    for (const { line, resolve } of waiting) if (line.test(log)) resolve()
  }
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      look()
    })
  const ended = once(child, 'close').then(([code]): ActionEnd => {
    over = true
    // As shown by a runner.
    const shown = log.replace(/^::add-mask::.*\n/gm, '')
    return { code, seconds: (Date.now() - startedAt) / 1000, log: shown, outputs: outputs() }
  })
  return {
    get log() {
      return log
    },
    get over() {
      return over
    },
    waitForLog: line =>
      new Promise(resolve => {
        waiting.push({ line, resolve })
        look()
      }),
    kill: signal => void child.kill(signal),
    ended,
  }
}

function outputsIn(text: string): Record<string, string> {
  const found = [...text.matchAll(/^([^<\n]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)]
  return Object.fromEntries(found.map(([, name = '', , value = '']) => [name, value]))
}

/** Seconds to wait for the lock, longer than the server needs to detect a dead holder. */
const LOCK_TIMEOUT = '150'

/** The inputs that a workflow passes to an action. */
export function inputsFor(
  { sandbox: { server }, proxy, environment }: Testbed,
  action: Action,
  { version, sha, reference }: Version,
  release = '',
): Record<string, string> {
  const slots = environment === 'production'
  const handover = slots ? {} : { 'handover-port': '8014' }
  const shared = {
    ...{ server: `${server.user}@${server.host}:${proxy.port}`, 'ssh-key': server.privateKey },
    'host-key': server.knownHosts.replace(/\]:\d+/, `]:${proxy.port}`),
    ...{ path: PATH, 'compose-file': 'compose.yml', 'env-file': '.env', 'slot-directory': SLOTS },
    ...{ service: slots ? 'app_{slot}' : 'app', 'health-path': '/health' },
    ...{ 'health-timeout-seconds': '30', 'lock-timeout-seconds': LOCK_TIMEOUT },
  }
  const url = 'http://erp.example'
  if (action === 'rollback') return { ...shared, ...handover, url }
  if (action === 'blue-green-switch') return { ...shared, release, url }
  const [registry = '', digest = ''] = reference.split('/test-app@')
  const built = BUILT[environment].map(service => [service, { digest, id: '' }])
  const images = JSON.stringify(Object.fromEntries(built))
  const migration = {
    ...{ migrate: 'node /test-app/migrate.js', 'skip-backup-reason': 'a rehearsal' },
    // The migration does not change the schema, so every release can be rolled back.
    'revision-command': 'node --print 1',
  }
  return { ...shared, ...handover, ...migration, version, sha, registry, images, 'keep-versions': '2' }
}
