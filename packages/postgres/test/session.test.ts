import { PassThrough } from 'node:stream'
import { expect, test } from '@jest/globals'
import type { CommandEnd, CommandStream } from '@tsh/remote'
import type { Database } from '../src/database.ts'
import { openSession, SqlError } from '../src/session.ts'

/** A psql that prints these texts, one for each statement. `MARK` is what the session looks for. */
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
      // In pieces, as the network may deliver them.
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

test('a statement gives one value of JSON, whatever lines it has, or nothing', async () => {
  const session = await sessionOf(`[1,\n 2]\n${DONE}`, DONE)
  expect(await session.query('SELECT json_agg(x)')).toEqual([1, 2])
  expect(await session.query('SET x = 1')).toBeUndefined()
  await session.close()
})

test('all of a reason belongs to the statement that failed', async () => {
  const session = await sessionOf(`MARK true no rights\non table x\nMARKend\n`, `7\n${DONE}`)
  await expect(session.query('SELECT 1')).rejects.toThrow(
    new SqlError('the database refused a statement: no rights on table x'),
  )
  expect(await session.query('SELECT 7')).toBe(7)
  await session.close()
})

test('a reason that is made up ends no other statement', async () => {
  const session = await sessionOf(`MARK true x\ntsh-2- false\nMARKend\n`, `7\n${DONE}`)
  await expect(session.query('SELECT 1')).rejects.toThrow('x tsh-2- false')
  expect(await session.query('SELECT 7')).toBe(7)
  await session.close()
})

test('what is no JSON is reported, and nothing crashes', async () => {
  const session = await sessionOf(`Welcome!\n${DONE}`)
  await expect(session.query('SELECT 1')).rejects.toThrow(
    'psql in container db printed something that is no JSON: "Welcome!". Check whether its container prints',
  )
  await session.close()
})
