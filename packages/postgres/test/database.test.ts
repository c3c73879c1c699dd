import { describe, expect, test } from '@jest/globals'
import type { CommandOutput } from '@tsh/remote'
import { recordingRemote } from '@tsh/testing'
import { openDatabase } from '../src/database.ts'

const LOST =
  'OCI runtime exec failed: exec failed: unable to start container process: read init-p: connection reset by peer: unknown\n'

const login = { database: '', user: '', host: '', port: '', password: 'secret' }

/** A database whose `docker exec` returns these answers in sequence. */
async function answering(...answers: Partial<CommandOutput>[]) {
  const remote = recordingRemote(line =>
    line.startsWith('docker inspect') ? { stdout: 'id\t/db\ttrue\tpostgres:15\tsha256:1' } : answers.shift(),
  )
  const database = await openDatabase(
    { source: { kind: 'container', container: 'db' }, login },
    remote,
    'app',
  )
  return { database, executed: () => remote.inputs.filter(input => input === 'secret\n').length }
}

describe('a script', () => {
  test('that the engine lost before it started is retried once', async () => {
    for (const options of [{}, { allowFailure: true }]) {
      const { database, executed } = await answering({ code: 126, stdout: LOST }, { stdout: 'done' })
      expect(await database.run('true', options)).toMatchObject({ code: 0, stdout: 'done' })
      expect(executed()).toBe(2)
    }
  })

  test('that still cannot start fails after that', async () => {
    const lost = { code: 126, stdout: LOST }
    const { database, executed } = await answering(lost, lost)
    await expect(database.run('true')).rejects.toThrow('failed with exit code 126')
    expect(executed()).toBe(2)
  })

  test.each([
    { code: 1, stdout: LOST },
    { code: 126, stdout: 'sh: tool: Permission denied' },
  ])('that has started is never run twice: %j', async answer => {
    const { database, executed } = await answering(answer)
    await expect(database.run('true')).rejects.toThrow(`failed with exit code ${answer.code}`)
    expect(executed()).toBe(1)
  })
})
