import { redactedEnd } from '@tsh/action'

/** The result of one command on the server. */
export interface QueryResult {
  code: number
  /** The output without the last line break, of a command that failed also its error output. Some hold secrets, so none is printed as it is. */
  text: string
  /** The error output of a command that has succeeded, such as warnings of Docker's client. */
  warnings?: string
}

/** A command that was not run, because its result would be useless, has none. */
export type QueryResults = Readonly<Record<string, QueryResult | undefined>>

/**
 * The function `query` of a script that collects many facts in one round trip: it runs a command and writes a line with
 * the name of the query, the exit code, the output and the error output, both as Base64. It needs no file, for a
 * disk that is full.
 */
export const QUERY_FUNCTION = `encode() { [ -z "$1" ] || printf '%s' "$1" | base64 | tr -d '\\n'; }
query() {
  name=$1; shift
  {
    errors=$({
      output=$("$@" 2>&3 3>&- 4>&- < /dev/null) && code=0 || code=$?
      printf '%s %s %s ' "$name" "$code" "$(encode "$output")" >&4
    } 3>&1)
  } 4>&1
  encode "$errors"; echo
}`

/** Reads the lines that `query` writes. */
export function parseQueryResults(stdout: string): QueryResults {
  const lines = stdout.split('\n').filter(line => line !== '')
  return Object.fromEntries(
    lines.map(line => {
      const [name = '', code, text = '', errors = ''] = line.split(' ')
      return [name, resultOf(Number(code), decoded(text), decoded(errors))]
    }),
  )
}

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')

const resultOf = (code: number, output: string, errors: string): QueryResult =>
  code === 0
    ? { code, text: output, warnings: errors }
    : { code, text: [output, errors].filter(part => part !== '').join('\n') }

/** The lines of a result; none when there is no result, or the command failed. */
export const linesOf = (reply: QueryResult | undefined): string[] =>
  reply?.code === 0 ? reply.text.split('\n').filter(line => line !== '') : []

/** Warnings of compose, and advice of git that stands after the reason. */
const IRRELEVANT = /^time=|^Please make sure|^and the repository exists|Could not read from remote/

/** The end of the output of a command, on one line. */
export function lastLines({ text }: QueryResult): string {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !IRRELEVANT.test(line))
  return redactedEnd(lines.slice(-2).join(' ').trim(), 400) || 'it gave no reason'
}
