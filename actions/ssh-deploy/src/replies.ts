/** What the server said to a question. */
export interface Reply {
  code: number
  /** Both outputs, without the last line break. Some hold secrets, so none is printed as it is. */
  text: string
}

/** A question that was not put, because nothing would have come of it, has no reply. */
export type Replies = Readonly<Record<string, Reply | undefined>>

/**
 * The function `ask` of a script that asks for many things in one round trip: it runs a command and writes a line with
 * the name of the question, the exit code, and what was said as Base64.
 */
export const ASK = `tell() { printf '%s %s ' "$1" "$2"; printf '%s' "$3" | base64 | tr -d '\\n'; echo; }
ask() { name=$1; shift; said=$("$@" 2>&1 < /dev/null) && code=0 || code=$?; tell "$name" "$code" "$said"; }`

/** Reads the lines that `ask` writes. */
export function repliesIn(stdout: string): Replies {
  const lines = stdout.split('\n').filter(line => line !== '')
  return Object.fromEntries(
    lines.map(line => {
      const [name = '', code, text = ''] = line.split(' ')
      return [name, { code: Number(code), text: Buffer.from(text, 'base64').toString('utf8') }]
    }),
  )
}

/** The lines of a reply; none when there is no reply, or the command failed. */
export const linesOf = (reply: Reply | undefined): string[] =>
  reply?.code === 0 ? reply.text.split('\n').filter(line => line !== '') : []

/** Warnings of compose, and advice of git that stands after the reason. */
const BESIDE_THE_POINT = /^time=|^Please make sure|^and the repository exists|Could not read from remote/

/** The end of what a command has said, on one line. */
export function lastWords({ text }: Reply): string {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !BESIDE_THE_POINT.test(line))
  return lines.slice(-2).join(' ').trim().slice(-400) || 'it gave no reason'
}
