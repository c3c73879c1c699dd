import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { parseQueryResults, QUERY_FUNCTION } from '../src/query.ts'

const results = (script: string) =>
  parseQueryResults(execFileSync('sh', ['-uc', `${QUERY_FUNCTION}\n${script}`], { encoding: 'utf8' }))

test('warnings of a command are not part of its output', () => {
  const script = `warned() { printf 'WARNING:\\tbroken\\n' >&2; echo 2.26.1; }
failed() { echo partly; echo 'no such file' >&2; return 14; }
elsewhere() { cd / && pwd; }
query version warned
query failing failed
query folder elsewhere
query nothing true
query missing no-such-command
query stdin cat`
  expect(results(script)).toEqual({
    version: { code: 0, text: '2.26.1', warnings: 'WARNING:\tbroken' },
    failing: { code: 14, text: 'partly\nno such file' },
    folder: { code: 0, text: '/', warnings: '' },
    nothing: { code: 0, text: '', warnings: '' },
    missing: { code: 127, text: expect.stringContaining('not found') },
    stdin: { code: 0, text: '', warnings: '' },
  })
})
