import { buildDist } from '@tsh/bundles'
import { writeDocs } from '@tsh/documentation/main'

// READMEs and action.yml are copied into dist, so they are generated first.
for (const file of await writeDocs()) console.error(`Wrote ${file}`)
console.error('Building all actions into dist')
try {
  await buildDist()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
