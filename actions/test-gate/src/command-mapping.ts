import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { type Command, type CommandDefaults, command, KINDS, type NoteProblem } from './command.ts'

/** Reads commands as a YAML mapping of names to a shell line, or to keys with `run`. */
export function parseMapping(text: string, defaults: CommandDefaults, note: NoteProblem): Command[] {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const lineOf = (node: unknown): number =>
    counter.linePos((node as { range?: [number] } | null)?.range?.[0] ?? 0).line
  for (const { message, pos } of document.errors)
    note(
      counter.linePos(pos[0]).line,
      `not valid YAML. ${message.split('\n')[0]?.replace(/ at line \d.*$/, '')}`,
    )
  if (document.errors.length > 0 || !isMap(document.contents)) return []
  return document.contents.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : ''
    if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(name)) {
      note(lineOf(key), `expected a name of letters, digits, blanks, ".", "_" and "-", got "${name}"`)
      return []
    }
    if (isScalar(value) && typeof value.value === 'string') return command(name, value.value.trim(), defaults)
    if (!isMap(value)) {
      note(lineOf(key), `"${name}" must be a command, or keys with "run"`)
      return []
    }
    return readCommand(name, value.toJS(document) as Record<string, unknown>, defaults, problem =>
      note(lineOf(key), `"${name}" ${problem}`),
    )
  })
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const RELATIVE = /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\0\r\n]+$/

/** How each key is read, and what it must be. */
const KEYS: Record<string, { read(value: unknown): Partial<Command> | undefined; expected: string }> = {
  run: { read: value => (isText(value) ? { run: value.trim() } : undefined), expected: 'a command' },
  kind: {
    read: value => {
      const kind = KINDS.find(known => known === value)
      return kind && { kind }
    },
    expected: `one of ${KINDS.join(', ')}`,
  },
  'working-directory': {
    read: value => (isText(value) && RELATIVE.test(value) ? { workingDirectory: value } : undefined),
    expected: 'a relative path without ".."',
  },
  'timeout-seconds': {
    read: value =>
      Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 21_600
        ? { timeoutSeconds: Number(value) }
        : undefined,
    expected: 'a whole number from 1 to 21600',
  },
  env: {
    read: value => {
      const entries = Object.entries(Object(value))
      const isPlain = entries.every(
        ([name, item]) =>
          /^[A-Za-z_]\w*$/.test(name) && ['string', 'number', 'boolean'].includes(typeof item),
      )
      return typeof value === 'object' && isPlain
        ? { env: Object.fromEntries(entries.map(([name, item]) => [name, String(item)])) }
        : undefined
    },
    expected: 'a mapping of variable names to values',
  },
  report: {
    read: value => (isText(value) && RELATIVE.test(value) ? { report: value } : undefined),
    expected: 'a relative path or pattern without ".."',
  },
  coverage: {
    read: value => (isText(value) && RELATIVE.test(value) ? { coverage: value } : undefined),
    expected: 'a relative path or pattern without ".."',
  },
}

function readCommand(
  name: string,
  values: Record<string, unknown>,
  defaults: CommandDefaults,
  problem: (text: string) => void,
): Command[] {
  const result = command(name, '', defaults)
  for (const [key, value] of Object.entries(values)) {
    const form = KEYS[key]
    const read = form?.read(value)
    if (form === undefined) problem(`has the unknown key "${key}". Known are ${Object.keys(KEYS).join(', ')}`)
    else if (read === undefined) problem(`"${key}" must be ${form.expected}, got ${JSON.stringify(value)}`)
    else Object.assign(result, read)
  }
  if (!('run' in values)) problem('has no "run", the command itself')
  return [result]
}
