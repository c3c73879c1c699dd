import { type Command, type CommandDefaults, type NoteProblem, parseCommandLine } from './command.ts'

/** Reads commands as `name: command` lines, or as a YAML mapping where a command sets more than its shell line. */
export async function parseCommands(
  text: string,
  defaults: CommandDefaults,
): Promise<{ commands: Command[]; problems: string[] }> {
  const problems: string[] = []
  const note: NoteProblem = (line, problem) => problems.push(`input "commands", line ${line}: ${problem}`)
  if (!isNested(text)) return { commands: parseLines(text, defaults, note), problems }
  // Loaded on demand: the parser is large, and lines do not need it.
  const { parseMapping } = await import('./command-mapping.ts')
  const commands = parseMapping(text, defaults, note)
  return { commands, problems }
}

/** A name without a command on its line, followed by an indented one. */
const isNested = (text: string): boolean => /^[^\s#:][^:\n]*:[ \t]*\n[ \t]+\S/m.test(text)

function parseLines(text: string, defaults: CommandDefaults, note: NoteProblem): Command[] {
  return text.split(/\r?\n/).flatMap((untrimmed, index) => {
    const line = untrimmed.trim()
    if (line === '' || line.startsWith('#')) return []
    const parsed = parseCommandLine(line, defaults)
    if (!parsed) note(index + 1, `expected "name: command", got "${line}"`)
    return parsed ?? []
  })
}
