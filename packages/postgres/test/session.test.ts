import { PassThrough } from 'node:stream'
import { expect, test } from '@jest/globals'
import type { CommandEnd, CommandStream } from '@tsh/remote'
import type { Database } from '../src/database.ts'
import { openSession, SqlError } from '../src/session.ts'

/** A psql that prints these texts, one per statement. `MARK` is replaced by the marker of the session. */
async function sessionOf(...answers: string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let ended = (_end: CommandEnd): void => {}
  const finished = new Promise<CommandEnd>(resolve => {
    ended = resolve
  })
  let sent = ''
  input.on('data', (part: Buffer) => {
    sent += part
    for (;;) {
      const [whole, mark = ''] = /\\echo (\S+) :ERROR :LAST_ERROR_MESSAGE\n\\echo \1end\n/.exec(sent) ?? []
      if (whole === undefined) return
      sent = sent.slice(sent.indexOf(whole) + whole.length)
      // In chunks, as the network may deliver them.
      for (const character of (answers.shift() ?? '').replaceAll('MARK', mark)) output.write(character)
    }
  })
  const stream: CommandStream = {
    ...{ input, output, finished, abort() {} },
    end: () => ended({ code: 0, signal: undefined, stderr: '' }),
  }
  const database = { name: 'container db', stream: async () => stream } as unknown as Database
  return openSession(database, 5)
}

const DONE = 'MARK false\nMARKend\n'

test('a statement returns one possibly multi-line JSON value, or nothing', async () => {
  const session = await sessionOf(`[1,\n 2]\n${DONE}`, DONE)
  expect(await session.query('SELECT json_agg(x)')).toEqual([1, 2])
  expect(await session.query('SET x = 1')).toBeUndefined()
  await session.close()
})

test('a multi-line reason belongs to the failed statement', async () => {
  const session = await sessionOf(`MARK true no rights\non table x\nMARKend\n`, `7\n${DONE}`)
  await expect(session.query('SELECT 1')).rejects.toThrow(
    new SqlError('the database rejected a statement: no rights on table x'),
  )
  expect(await session.query('SELECT 7')).toBe(7)
  await session.close()
})

test('a forged reason does not end another statement', async () => {
  const session = await sessionOf(`MARK true x\ntsh-2- false\nMARKend\n`, `7\n${DONE}`)
  await expect(session.query('SELECT 1')).rejects.toThrow('x tsh-2- false')
  expect(await session.query('SELECT 7')).toBe(7)
  await session.close()
})

test('invalid JSON is reported without a crash', async () => {
  const session = await sessionOf(`Welcome!\n${DONE}`)
  await expect(session.query('SELECT 1')).rejects.toThrow(
    'psql in container db printed invalid JSON: "Welcome!". Check whether its container prints',
  )
  await session.close()
})
