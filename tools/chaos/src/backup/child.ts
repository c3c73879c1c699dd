import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { actionDefaults } from '@tsh/testing'
import type { Outcome } from './case.ts'
import { inputsFor, targetOf } from './inputs.ts'
import type { CaseContext } from './place/case-context.ts'

const main = resolve(import.meta.dirname, '../../../../actions/pg-backup/src/main.ts')

/** The action in a dedicated process, started like the runner does. */
export interface Child {
  kill(signal: NodeJS.Signals): void
  /** Resolves when it has exited. */
  readonly ended: Promise<ChildEnd>
}

export interface ChildEnd {
  code: number | null
  stdout: string
  /** State saved for the post step, as the environment of that step. */
  state: Record<string, string>
  outcome: Outcome
}

/** @param state of the main step, for a post step */
export async function startChild(
  context: CaseContext,
  { inputs = {}, state = {} }: { inputs?: Record<string, string>; state?: Record<string, string> } = {},
): Promise<Child> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'))
  const output = join(folder, 'output')
  await writeFile(output, '')
  const given = Object.entries({ ...actionDefaults('pg-backup'), ...asInputs(context), ...inputs })
  const environment = {
    ...{ PATH: process.env.PATH ?? '', HOME: folder, GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: output },
    ...{ GITHUB_REPOSITORY: 'tsh/tsh-erp', GITHUB_RUN_ID: '42', GITHUB_SHA: 'a'.repeat(40) },
    ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...state,
  }
  const child = spawn(process.execPath, ['--no-warnings', main], { cwd: folder, env: environment })
  let stdout = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
  const ended = once(child, 'close').then(async ([code]): Promise<ChildEnd> => {
    const outputs = await readFile(output, 'utf8')
    await rm(folder, { recursive: true, force: true })
    return { code, stdout, state: stateOf(stdout), outcome: outcomeOf(code, stdout, outputs) }
  })
  return { kill: signal => void child.kill(signal), ended }
}

function asInputs(context: CaseContext): Record<string, string> {
  const { storage, compression } = inputsFor(context)
  const { port, user, privateKey, knownHosts } = targetOf(context)
  return {
    ...{ server: `${user}@127.0.0.1:${port}`, 'ssh-key': privateKey, 'host-key': knownHosts.join('\n') },
    ...{ 'database-source': 'container', 'database-container': context.dbServer.container },
    ...{ 'database-name': context.database, compression, environment: storage.environment },
    ...{ bucket: storage.bucket, region: storage.region, endpoint: storage.endpoint, prefix: storage.prefix },
    ...{ 'access-key-id': storage.accessKeyId, 'secret-access-key': storage.secretAccessKey },
  }
}

function stateOf(stdout: string): Record<string, string> {
  const kept = [...stdout.matchAll(/^::save-state name=([^:]+)::(.*)$/gm)]
  return Object.fromEntries(kept.map(([, name = '', value = '']) => [`STATE_${name}`, value]))
}

function outcomeOf(code: number | null, stdout: string, outputs: string): Outcome {
  const output = (name: string): string =>
    new RegExp(`^${name}<<(\\S+)\\n([^]*?)\\n\\1$`, 'm').exec(outputs)?.[2] ?? ''
  if (code === 0) return { backedUp: true, id: output('backup-id'), manifest: output('backup-manifest') }
  const errors = [...stdout.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, text]) => text)
  return { backedUp: false, message: errors.join(' ') || `exit ${code}: ${stdout.slice(-300)}` }
}
