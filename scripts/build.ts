import { buildDist } from '@tsh/bundles'
import { writeDocs } from '@tsh/documentation/main'

const actions = process.argv.slice(2)
// READMEs and action.yml are copied into dist, so they are generated first.
for (const file of await writeDocs()) console.error(`Wrote ${file}`)
console.error(`Building ${actions.length > 0 ? actions.join(', ') : 'all actions'} into dist`)
try {
  await buildDist(actions, line => console.error(line))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
