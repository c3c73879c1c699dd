import { parseArgs } from 'node:util'
import { runBackupChaos } from '../packages/chaos/src/index.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    json: { type: 'string', default: '' },
  },
})
const [subject = ''] = positionals
if (subject !== 'backup' || positionals.length !== 1) {
  console.error('Usage: npm run chaos -- backup [--quick] [--only TEXT] [--json FILE]')
  process.exitCode = 2
} else if ((await runBackupChaos(values)).length > 0) process.exitCode = 1
