import { UserError } from '@tsh/action'

/** Names and values of a secrets or variables file: a JSON object, or dotenv lines. */
export function parseValues(text: string, file: string): Record<string, string> {
  return text.trimStart().startsWith('{')
    ? parseJson(text, file)
    : parseLines(text.replaceAll('\r\n', '\n'), file)
}

function parseJson(text: string, file: string): Record<string, string> {
  let values: unknown
  try {
    values = JSON.parse(text)
  } catch {
    // The parser's message would quote the file, which may contain secrets.
    throw new UserError(`${file}: starts with '{' but is not a JSON object`)
  }
  return Object.fromEntries(
    Object.entries(values as object).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
}

function parseLines(text: string, file: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (/^\s*(#|$)/.test(line)) continue
    const block = /^\s*(?:export\s+)?([A-Za-z_]\w*)<<(\S+)\s*$/.exec(line)
    const pair = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*([\s\S]*)$/.exec(line)
    if (block) {
      const end = lines.indexOf(block[2] ?? '', index + 1)
      if (end < 0)
        throw new UserError(
          `${file}, line ${index + 1}: the block ${block[1]}<<${block[2]} is not terminated`,
        )
      values[block[1] ?? ''] = lines.slice(index + 1, end).join('\n')
      index = end
    } else if (pair) {
      const { value, end } = valueAt(lines, index, pair[2] ?? '', file)
      values[pair[1] ?? ''] = value
      index = end
    } else {
      throw new UserError(`${file}, line ${index + 1}: expected NAME=value`)
    }
  }
  return values
}

/** A quoted value can span lines; in double quotes `\n`, `\"` and `\\` are escapes. */
function valueAt(
  lines: string[],
  start: number,
  first: string,
  file: string,
): { value: string; end: number } {
  const quote = first[0]
  if (quote !== '"' && quote !== "'") return { value: first.trim(), end: start }
  const closed = quote === '"' ? /^"((?:\\[\s\S]|[^"\\])*)"\s*(?:#.*)?$/ : /^'([^']*)'\s*(?:#.*)?$/
  for (let end = start, text = first; end < lines.length; end++, text += `\n${lines[end] ?? ''}`) {
    const body = closed.exec(text)?.[1]
    if (body !== undefined) return { value: quote === '"' ? unescapeText(body) : body, end }
  }
  throw new UserError(`${file}, line ${start + 1}: the quoted value is not terminated`)
}

function unescapeText(text: string): string {
  return text.replace(
    /\\([\s\S])/g,
    (whole, char: string) => ({ n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' })[char] ?? whole,
  )
}
