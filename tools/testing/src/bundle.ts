import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleInUse } from '@tsh/bundles'
import { actionDefaults } from './contracts/action-file.ts'

export interface BundleRun {
  code: number | null
  stdout: string
  stderr: string
  /** Error annotations, unescaped. */
  errors: string[]
  outputs: string
  summary: string
  /** Everything it has written to files of the runner, including outputs and summary. */
  files: string
}

const FILES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY']

/** Runs the bundle of an action, built from the current sources, as the runner does, and waits for it to exit. */
export async function runBundle(
  action: string,
  inputs: Record<string, string> = {},
  extra: Record<string, string> = {},
): Promise<BundleRun> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'))
  try {
    const files = Object.fromEntries(FILES.map(name => [`GITHUB_${name}`, join(folder, name)]))
    for (const file of Object.values(files)) await writeFile(file, '')
    const passed = Object.entries({ ...actionDefaults(action), ...inputs }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ])
    const env = {
      ...{
        PATH: process.env.PATH ?? '',
        HOME: folder,
        RUNNER_TEMP: folder,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
      },
      ...{
        GITHUB_REPOSITORY: 'tsh/tsh-erp',
        GITHUB_RUN_ID: '42',
        GITHUB_SHA: 'a'.repeat(40),
        GITHUB_ACTOR: 'alice',
      },
      ...files,
      ...Object.fromEntries(passed),
      ...extra,
    }
    const { code, stdout, stderr } = await start(join(await bundleInUse(action), 'index.js'), folder, env)
    const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
    const errors = [...stdout.matchAll(/^::error[^:]*::(.*)$/gm)].map(([, text = '']) => unescaped(text))
    return {
      code,
      stdout,
      stderr,
      errors,
      outputs: await read('OUTPUT'),
      summary: await read('STEP_SUMMARY'),
      files: await textIn(folder),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Larger files are images. */
const MAX_FILE_BYTES = 1_000_000

async function textIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const texts = files.map(async file =>
    (await stat(file)).size > MAX_FILE_BYTES ? '' : await readFile(file, 'utf8'),
  )
  return (await Promise.all(texts)).join('\n')
}

function start(bundle: string, cwd: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [bundle], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, stdout, stderr }))
  })
}

const unescaped = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
