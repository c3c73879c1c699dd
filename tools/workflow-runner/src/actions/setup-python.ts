import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { machineEnvironment, searchPath } from '../steps/environment.ts'
import type { BuiltinAction } from './builtin-actions.ts'
import { choose, type Tool, wantedVersion } from './tools.ts'

const run = promisify(execFile)

/** actions/setup-python: adds a Python of this machine to PATH, in a virtual environment so that `pip install` works. */
export const setupPython: BuiltinAction = async (step, input) => {
  const wanted = wantedVersion(step, input('python-version'), input('python-version-file'))
  const minor = /^\d+\.\d+/.exec(wanted)?.[0]
  const names = [...(minor ? [`python${minor}`] : []), 'python3', 'python']
  const programs = names.flatMap(name => searchPath().map(folder => join(folder, name))).filter(existsSync)
  const python = choose(step, 'Python', wanted, programs)
  const home = join(step.job.folders.tools, 'python', python.version)
  await createEnvironment(python, home)
  step.job.path.push(join(home, 'bin'))
  for (const name of ['pythonLocation', 'Python_ROOT_DIR', 'Python3_ROOT_DIR']) step.job.env[name] = home
  Object.assign(step.outputs, {
    'python-version': python.version,
    'python-path': join(home, 'bin', 'python'),
    'cache-hit': 'false',
  })
}

async function createEnvironment(python: Tool, home: string): Promise<void> {
  try {
    await run(python.program, ['-m', 'venv', home], { env: machineEnvironment() })
  } catch {
    // Debian without python3-venv: plain wrappers are enough if nothing has to be installed.
    mkdirSync(join(home, 'bin'), { recursive: true })
    for (const name of ['python', 'python3'])
      writeWrapper(join(home, 'bin', name), `exec '${python.program}' "$@"`)
    writeWrapper(join(home, 'bin', 'pip'), `exec '${python.program}' -m pip "$@"`)
  }
}

function writeWrapper(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\n${command}\n`, { mode: 0o755 })
}
