import { randomBytes } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import { redactedStart, UserError } from '@tsh/action'
import type { CommandEnd } from '@tsh/remote'
import type { Database } from './database.ts'
import { SAFE_SESSION } from './safe-session.ts'
import { PSQL } from './scripts.ts'

/** A persistent connection to the database, which holds the snapshot and the lock. */
export interface Session {
  /** Runs a statement that returns one JSON value or nothing. @throws SqlError */
  query<T>(sql: string): Promise<T>
  /** Why the connection has ended, or undefined while it is open. */
  ended(): string | undefined
  close(): Promise<void>
}

/** A rejected statement. The connection stays open. */
export class SqlError extends UserError {}

interface Waiting {
  mark: string
  lines: string[]
  /** Whether the statement failed, and the possibly multi-line reason. */
  outcome: string[]
  resolve(value: unknown): void
  reject(cause: Error): void
}

/** @param limit seconds after which the server side ends the connection, whatever happens to this process */
export async function openSession(database: Database, limit: number): Promise<Session> {
  const stream = await database.stream(PSQL, { TSH_LIMIT: String(limit) })
  let waiting: Waiting | undefined
  let end: CommandEnd | undefined
  let rest = ''
  let count = 0
  // Output controlled by a table owner must not be able to terminate our statement.
  const nonce = randomBytes(8).toString('hex')
  const decoder = new StringDecoder('utf8')
  stream.output.on('data', (part: Buffer) => {
    rest += decoder.write(part)
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
  const finished = stream.finished.then(ending => {
    end = ending
    waiting?.reject(refusal(database, ending))
  })
  function take(line: string): void {
    if (!waiting) return
    const { mark, lines, outcome } = waiting
    if (line === `${mark}end`) conclude(waiting)
    else if (line.startsWith(mark)) outcome.push(line.slice(mark.length).trim())
    else if (outcome.length > 0) outcome.push(line.trim())
    else lines.push(line)
  }
  function conclude({ lines, outcome, resolve, reject }: Waiting): void {
    waiting = undefined
    const [failed, ...reasons] = outcome.join(' ').split(' ')
    if (failed === 'true') reject(new SqlError(`the database rejected a statement: ${reasons.join(' ')}`))
    else resolveJson(lines.join(''), { database, resolve, reject })
  }
  stream.input.write(SAFE_SESSION)
  return {
    query: <T>(sql: string) =>
      new Promise<T>((resolve, reject) => {
        if (end) return reject(refusal(database, end))
        const mark = `tsh-${nonce}-${++count}-`
        waiting = { mark, lines: [], outcome: [], resolve: resolve as (value: unknown) => void, reject }
        // \echo prints the result of the statement (psql, variables ERROR and LAST_ERROR_MESSAGE).
        stream.input.write(`${sql}\n;\n\\echo ${mark} :ERROR :LAST_ERROR_MESSAGE\n\\echo ${mark}end\n`)
      }),
    ended: () => (end ? refusal(database, end).message : undefined),
    async close() {
      stream.end()
      await finished
    },
  }
}

function resolveJson(
  text: string,
  { database, resolve, reject }: Pick<Waiting, 'resolve' | 'reject'> & { database: Database },
): void {
  try {
    resolve(text === '' ? undefined : JSON.parse(text))
  } catch (cause) {
    const output = redactedStart(text, 200)
    reject(
      new UserError(
        `psql in ${database.name} printed invalid JSON: "${output}". Check whether its container prints any other output`,
        { cause },
      ),
    )
  }
}

function refusal(database: Database, { code, signal, stderr }: CommandEnd): UserError {
  const output = stderr.trim().split('\n').slice(-2).join(' ')
  if (/password authentication failed|no password supplied|role ".*" does not exist/.test(output))
    return new UserError(
      `PostgreSQL in ${database.name} rejected the login: ${output}. Check "database-user" or "database-url"`,
    )
  if (/cannot read \w+_FILE /.test(output))
    return new UserError(
      `no login for PostgreSQL in ${database.name}: ${output}. Make the file readable for the container's user, or set "database-user", "database-name" and "database-url"`,
    )
  if (/database ".*" does not exist/.test(output))
    return new UserError(
      `PostgreSQL in ${database.name} has no such database: ${output}. Check "database-name" or "database-url"`,
    )
  if (code === 124)
    return new UserError(`the work in ${database.name} exceeded "timeout-minutes" and was terminated`)
  const how = code === undefined ? (signal ?? 'the connection was lost') : `exit ${code}`
  return new UserError(
    `lost the connection to the database in ${database.name} (${how}): ${output || 'no error output'}`,
  )
}
