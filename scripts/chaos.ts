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
let code = 2
if (subject !== 'backup' || positionals.length !== 1)
  console.error('Usage: npm run chaos -- backup [--quick] [--only TEXT] [--json FILE]')
else code = (await runBackupChaos(values)).length > 0 ? 1 : 0
// Not by process.exitCode: after hundreds of killed processes and cut connections, Node 24.21 has waited for ever in its
// own clean-up for a handle to close (Environment::CleanupHandles).
process.exit(code)
