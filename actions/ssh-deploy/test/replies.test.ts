import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { ASK, repliesIn } from '../src/replies.ts'

const said = (script: string) =>
  repliesIn(execFileSync('sh', ['-uc', `${ASK}\n${script}`], { encoding: 'utf8' }))

test('what a command warns of is no part of its answer', () => {
  const script = `warned() { printf 'WARNING:\\tbroken\\n' >&2; echo 2.26.1; }
failed() { echo partly; echo 'no such file' >&2; return 14; }
elsewhere() { cd / && pwd; }
ask version warned
ask failing failed
ask folder elsewhere
ask nothing true
ask missing no-such-command
ask stdin cat`
  expect(said(script)).toEqual({
    version: { code: 0, text: '2.26.1', warnings: 'WARNING:\tbroken' },
    failing: { code: 14, text: 'partly\nno such file' },
    folder: { code: 0, text: '/', warnings: '' },
    nothing: { code: 0, text: '', warnings: '' },
    missing: { code: 127, text: expect.stringContaining('not found') },
    stdin: { code: 0, text: '', warnings: '' },
  })
})
