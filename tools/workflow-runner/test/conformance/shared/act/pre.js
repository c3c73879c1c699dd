import { appendFileSync } from 'node:fs'

console.log('prepared')
appendFileSync(process.env.GITHUB_STATE, 'prepared=yes\n')
