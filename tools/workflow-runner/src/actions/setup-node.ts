import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { searchPath } from '../steps/environment.ts'
import type { BuiltinAction } from './builtin-actions.ts'
import { choose, wantedVersion } from './tools.ts'

/** actions/setup-node: adds a Node of this machine to PATH. */
export const setupNode: BuiltinAction = async (step, input) => {
  const wanted = wantedVersion(step, input('node-version'), input('node-version-file'))
  const onPath = searchPath()
    .map(folder => join(folder, 'node'))
    .filter(existsSync)
  const node = choose(step, 'Node', wanted, [...onPath, process.execPath])
  const folder = join(step.job.folders.tools, 'node', node.version, 'bin')
  mkdirSync(folder, { recursive: true })
  // Node may be alone in its folder; then npm and the other tools come from PATH.
  for (const name of ['node', 'npm', 'npx', 'corepack']) {
    const program = name === 'node' ? node.program : join(dirname(node.program), name)
    if (existsSync(program) && !existsSync(join(folder, name))) symlinkSync(program, join(folder, name))
  }
  step.job.path.push(folder)
  Object.assign(step.outputs, { 'node-version': `v${node.version}`, 'cache-hit': 'false' })
}
