import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { actionNames } from '@tsh/documentation/definitions'
import { writeDocs } from '@tsh/documentation/main'
import { newActionProblem, writeAction } from './new-action.ts'

const project = resolve(import.meta.dirname, '../../..')

/** Links the dependencies of the new action. */
function updateLockfile(): void {
  const { packageManager } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const args = ['--yes', packageManager, 'install', '--no-frozen-lockfile', '--reporter=silent']
  const { status } = spawnSync('npx', args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0)
    throw new Error(
      `pnpm-lock.yaml was not updated. Run "npx --yes ${packageManager} install --no-frozen-lockfile", then "npm run docs"`,
    )
}

/** Sorts the imports: where the new file belongs among them depends on its name. */
function format(folder: string): void {
  const biome = join(project, 'node_modules/.bin/biome')
  spawnSync(biome, ['check', '--write', folder], { cwd: project, stdio: 'ignore' })
}

const [name = '', description = ''] = process.argv.slice(2)
const problem = newActionProblem({ name, description }, actionNames(project))
if (problem) {
  console.error(`new-action: ${problem}. Usage: npm run new-action -- NAME "What it does."`)
  process.exitCode = 2
} else {
  const written = writeAction(project, { name, description })
  format(join('actions', name))
  updateLockfile()
  const generated = ['pnpm-lock.yaml', ...(await writeDocs())]
  for (const file of [...written, ...generated]) console.log(file)
  console.log(`\nStart with actions/${name}/src/definition.ts; CONTRIBUTING.md has the next steps.`)
}
