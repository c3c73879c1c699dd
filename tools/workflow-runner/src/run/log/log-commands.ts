/** A command in a step's output: `::name key=value::data` or `##[name key=value]data`. */
export interface LogCommand {
  name: string
  properties: Record<string, string>
  data: string
}

/** Reads one line of output (actions/runner, ActionCommand.cs); `known` returns whether a name is a command. */
export function parseLogCommand(line: string, known: (name: string) => boolean): LogCommand | undefined {
  return [parseColons(line), parseBrackets(line)].find(
    command => command && known(command.name.toLowerCase()),
  )
}

function parseColons(line: string): LogCommand | undefined {
  const match = /^\s*::(.*?)::([\s\S]*)$/.exec(line)
  return match ? commandOf(match[1] ?? '', ',', unescapeProperty, unescapeData(match[2] ?? '')) : undefined
}

function parseBrackets(line: string): LogCommand | undefined {
  const match = /##\[(.*?)\]([\s\S]*)$/.exec(line)
  return match
    ? commandOf(match[1] ?? '', ';', unescapeBrackets, unescapeBrackets(match[2] ?? ''))
    : undefined
}

function commandOf(
  head: string,
  separator: string,
  decode: (text: string) => string,
  data: string,
): LogCommand {
  const space = head.indexOf(' ')
  const properties: Record<string, string> = {}
  for (const part of space < 0
    ? []
    : head
        .slice(space + 1)
        .trim()
        .split(separator)) {
    const equals = part.indexOf('=')
    if (equals > 0 && equals < part.length - 1)
      properties[part.slice(0, equals).trim()] = decode(part.slice(equals + 1))
  }
  return { name: space < 0 ? head : head.slice(0, space), properties, data }
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
}

function unescapeBrackets(text: string): string {
  return unescapeData(text.replaceAll('%3B', ';').replaceAll('%5D', ']'))
}
