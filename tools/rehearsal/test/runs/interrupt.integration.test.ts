import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { treeInUse } from '@tsh/bundles'
import { run } from '@tsh/sandbox/machine/command'
import { testFull } from '@tsh/testing/full'

const main = join(import.meta.dirname, '../../src/main.ts')

testFull('Ctrl-C during the deploy job leaves nothing behind', async () => {
  const env = { ...process.env, TSH_BUNDLES: await treeInUse() }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'production'], {
    env,
  })
  const ended = once(child, 'exit')
  try {
    await printed(child, '▸ deploy')
    const id = await sandboxOf(child)
    child.kill('SIGINT')
    expect((await ended)[0]).toBe(130)
    expect(await remains(id)).toEqual([])
  } finally {
    child.kill('SIGTERM')
  }
})

/** Waits until the child has printed a text. */
function printed(child: ChildProcess, text: string): Promise<void> {
  let output = ''
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => {
        output += part
        if (output.includes(text)) resolve()
      })
    child.once('exit', code => reject(new Error(`exited with code ${code}: ${output}`)))
  })
}

const label = 'sh.tsh.rehearsal'

/** The id of the sandbox that a process owns; others may run at the same time. */
async function sandboxOf(child: ChildProcess): Promise<string> {
  const format = `{{.Label "${label}.owner"}} {{.Label "${label}"}}`
  const { stdout } = await run('docker', ['ps', '--all', '--filter', `label=${label}`, '--format', format])
  const id = stdout
    .split('\n')
    .find(line => line.startsWith(`${child.pid}-`))
    ?.split(' ')[1]
  if (!id) throw new Error(`process ${child.pid} does not own a sandbox: ${stdout}`)
  return id
}

/** Everything labelled with the id of a sandbox: containers, networks, volumes, image tags, folders. */
async function remains(id: string): Promise<string[]> {
  const filter = ['--quiet', '--filter', `label=${label}=${id}`]
  const lists = await Promise.all([
    run('docker', ['ps', '--all', ...filter]),
    run('docker', ['network', 'ls', ...filter]),
    run('docker', ['volume', 'ls', ...filter]),
    run('docker', ['image', 'ls', '--quiet', `*:rehearsal-${id}`]),
  ])
  const folders = readdirSync(tmpdir()).filter(name => name.includes(id))
  return [...lists.flatMap(({ stdout }) => stdout.split('\n').filter(Boolean)), ...folders]
}
