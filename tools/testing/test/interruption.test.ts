import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { waitFor } from '@tsh/testing'

const RUN_COMMAND = resolve(import.meta.dirname, '../../../scripts/test-suite/run-command.ts')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interruption-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A worker whose cleanup outlasts its parent. */
const WORKER = `trap 'sleep 0.5; echo done > cleaned; exit' TERM INT; echo > ready; while :; do sleep 0.1; done`
const PARENT = `cd "$1"; sh -c "$2" | cat`

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('%s to the test suite stops its processes, which clean up', async (signal, code) => {
  const suite = join(folder, 'suite.mts')
  const args = JSON.stringify(['-c', PARENT, 'sh', folder, WORKER])
  await writeFile(
    suite,
    `const { runCommand } = await import(${JSON.stringify(RUN_COMMAND)})
console.log(await runCommand('sh', ${args}))
await runCommand('touch', [${JSON.stringify(join(folder, 'next'))}])`,
  )
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', suite], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  await waitFor('the worker to be ready', () => existsSync(join(folder, 'ready')))
  child.kill(signal)
  expect(await ended).toEqual([code, null])
  expect(await readFile(join(folder, 'cleaned'), 'utf8')).toBe('done\n')
  expect(existsSync(join(folder, 'next'))).toBe(false)
})
