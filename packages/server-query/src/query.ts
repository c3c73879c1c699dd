import { redactedEnd } from '@tsh/action'

/** The result of one command on the server. */
export interface QueryResult {
  code: number
  /** stdout without the final line break, plus stderr if the command failed. May contain secrets, so never print it unredacted. */
  text: string
  /** stderr of a successful command, such as warnings of the Docker client. */
  warnings?: string
}

/** Undefined for a command that was skipped because its result was not needed. */
export type QueryResults = Readonly<Record<string, QueryResult | undefined>>

/**
 * Shell function `query` for scripts that collect many facts in one round trip. It runs a command and prints a line with
 * the query name, the exit code, stdout and stderr (both Base64). It uses no temporary files, so it works on a full
 * disk.
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

/** Parses the lines that `query` prints. */
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

/** The lines of a result; empty when there is no result or the command failed. */
export const linesOf = (result: QueryResult | undefined): string[] =>
  result?.code === 0 ? result.text.split('\n').filter(line => line !== '') : []

/** Warnings of Compose, and hints that git prints after the error. */
const IRRELEVANT = /^time=|^Please make sure|^and the repository exists|Could not read from remote/

/** The last lines of the output of a command, joined into one. */
export function lastLines({ text }: QueryResult): string {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !IRRELEVANT.test(line))
  return redactedEnd(lines.slice(-2).join(' ').trim(), 400) || 'no error output'
}
