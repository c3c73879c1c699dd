import { parseArgs } from 'node:util'
import { runBackupChaos, runDeployChaos } from './index.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    json: { type: 'string', default: '' },
    shard: { type: 'string', default: '' },
  },
})
const subjects = { backup: runBackupChaos, deploy: runDeployChaos }
const [name = ''] = positionals
const subject = positionals.length === 1 ? subjects[name as keyof typeof subjects] : undefined
let code = 2
if (!subject)
  console.error(
    'Usage: npm run chaos -- backup|deploy [--quick] [--only TEXT] [--shard INDEX/COUNT] [--json FILE]',
  )
else code = (await subject(values)).length > 0 ? 1 : 0
// Not process.exitCode: after hundreds of killed processes and reset connections, Node 24.21 hung in its own cleanup waiting
// for a handle to close (Environment::CleanupHandles).
process.exit(code)
