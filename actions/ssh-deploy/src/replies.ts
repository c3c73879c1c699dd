import { redactedEnd } from '@tsh/action'

/** What the server said to a question. */
export interface Reply {
  code: number
  /** The output without the last line break, of a command that failed also its error output. Some hold secrets, so none is printed as it is. */
  text: string
  /** The error output of a command that has succeeded, such as warnings of Docker's client. */
  warnings?: string
}

/** A question that was not put, because nothing would have come of it, has no reply. */
export type Replies = Readonly<Record<string, Reply | undefined>>

/**
 * The function `ask` of a script that asks for many things in one round trip: it runs a command and writes a line with
 * the name of the question, the exit code, the output and the error output, both as Base64. It needs no file, for a
 * disk that is full.
 */
export const ASK = `encode() { [ -z "$1" ] || printf '%s' "$1" | base64 | tr -d '\\n'; }
ask() {
  name=$1; shift
  {
    errors=$({
      said=$("$@" 2>&3 3>&- 4>&- < /dev/null) && code=0 || code=$?
      printf '%s %s %s ' "$name" "$code" "$(encode "$said")" >&4
    } 3>&1)
  } 4>&1
  encode "$errors"; echo
}`

/** Reads the lines that `ask` writes. */
export function repliesIn(stdout: string): Replies {
  const lines = stdout.split('\n').filter(line => line !== '')
  return Object.fromEntries(
    lines.map(line => {
      const [name = '', code, text = '', errors = ''] = line.split(' ')
      return [name, replyOf(Number(code), decoded(text), decoded(errors))]
    }),
  )
}

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')

const replyOf = (code: number, output: string, errors: string): Reply =>
  code === 0
    ? { code, text: output, warnings: errors }
    : { code, text: [output, errors].filter(part => part !== '').join('\n') }

/** The lines of a reply; none when there is no reply, or the command failed. */
export const linesOf = (reply: Reply | undefined): string[] =>
  reply?.code === 0 ? reply.text.split('\n').filter(line => line !== '') : []

/** Warnings of compose, and advice of git that stands after the reason. */
const BESIDE_THE_POINT = /^time=|^Please make sure|^and the repository exists|Could not read from remote/

/** The end of what a command has said, on one line. */
export function lastWords({ text }: Reply): string {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !BESIDE_THE_POINT.test(line))
  return redactedEnd(lines.slice(-2).join(' ').trim(), 400) || 'it gave no reason'
}
