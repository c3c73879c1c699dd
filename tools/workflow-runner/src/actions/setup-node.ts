import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { searchPath } from '../steps/environment.ts'
import type { StandIn } from './stand-ins.ts'
import { choose, wantedVersion } from './tools.ts'

/** actions/setup-node: puts a Node of this machine on PATH. */
export const setupNode: StandIn = async (step, input) => {
  const wanted = wantedVersion(step, input('node-version'), input('node-version-file'))
  const onPath = searchPath()
    .map(folder => join(folder, 'node'))
    .filter(existsSync)
  const node = choose(step, 'Node', wanted, [...onPath, process.execPath])
  const folder = join(step.job.folders.tools, 'node', node.version, 'bin')
  mkdirSync(folder, { recursive: true })
  // Node may stand alone in its folder: npm and its kin then come from wherever PATH has them.
  for (const name of ['node', 'npm', 'npx', 'corepack']) {
    const program = name === 'node' ? node.program : join(dirname(node.program), name)
    if (existsSync(program) && !existsSync(join(folder, name))) symlinkSync(program, join(folder, name))
  }
  step.job.path.push(folder)
  Object.assign(step.outputs, { 'node-version': `v${node.version}`, 'cache-hit': 'false' })
}
