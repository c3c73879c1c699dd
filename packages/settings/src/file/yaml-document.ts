import { type Document, isScalar, LineCounter, parseAllDocuments, type YAMLError } from 'yaml'
import { type Position, type Problem, START } from '../problem.ts'

export interface ParsedDocument {
  document: Document.Parsed
  positionAt(offset: number): Position
}

/** Follow-up errors hide the mistake, so only the first few syntax errors are reported. */
const MAX_SYNTAX_PROBLEMS = 5

/** Parses a text as a single YAML document, or reports syntax errors. */
export function parseDocument(text: string): ParsedDocument | { problems: Problem[] } {
  const lineCounter = new LineCounter()
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const parsed = documents(text, lineCounter)
  if (parsed === undefined)
    return failed(START, 'the file is nested too deeply. Use plain mappings of settings')
  const [document, second] = parsed
  const errors = parsed.flatMap(one => [...one.errors, ...one.warnings])
  if (errors.length > 0) return { problems: syntaxProblems(errors, positionAt) }
  if (second !== undefined)
    return failed(
      positionAt(second.range[0]),
      'the file contains a second document. Remove the line "---" that starts it, or what follows',
    )
  if (!document || isNothing(document.contents))
    return failed(START, 'the file is empty. It must define at least one environment below "environments"')
  return { document, positionAt }
}

const isNothing = (contents: unknown): boolean =>
  contents === null || (isScalar(contents) && contents.value === null)

function documents(text: string, lineCounter: LineCounter): Document.Parsed[] | undefined {
  try {
    // The schema is named, so that a %YAML directive cannot make "no" a boolean.
    const options = {
      lineCounter,
      prettyErrors: false,
      schema: 'core',
      resolveKnownTags: false,
      uniqueKeys: false,
    } as const
    return [...(parseAllDocuments(text, options) as Document.Parsed[])]
  } catch (error) {
    // The recursive parser exceeded the stack.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const failed = (position: Position, message: string): { problems: Problem[] } => ({
  problems: [{ ...position, path: '', message }],
})

/** The first error of each line. */
function syntaxProblems(errors: readonly YAMLError[], positionAt: (offset: number) => Position): Problem[] {
  const byLine = new Map<number, Problem>()
  for (const error of [...errors].sort((one, other) => one.pos[0] - other.pos[0])) {
    const position = positionAt(error.pos[0])
    const message = `the file is not valid YAML: ${explanation(error)}`
    if (!byLine.has(position.line)) byLine.set(position.line, { ...position, path: '', message })
  }
  return [...byLine.values()].slice(0, MAX_SYNTAX_PROBLEMS)
}

/** Our own text, because the parser's message may quote the file, and with it a secret. */
function explanation({ code, message }: YAMLError): string {
  const missing = MISSING.find(([pattern]) => pattern.test(message))?.[1]
  if (missing !== undefined && ['MISSING_CHAR', 'BAD_INDENT'].includes(code)) return missing
  return EXPLANATIONS[code] ?? 'syntax error'
}

const MISSING: readonly [RegExp, string][] = [
  [/closing .*quote/i, 'a quote is not closed'],
  [/end with/i, 'a bracket is not closed'],
  [
    /, or :|Missing , between/i,
    'a comma or ":" is missing between two items. Quote a string that contains brackets',
  ],
  [/map values|: after/i, 'a ":" is missing after the key'],
  [/whitespace|space/i, 'a space is missing'],
]

const EXPLANATIONS: Partial<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'an alias can have neither an anchor nor a tag',
  BAD_ALIAS: 'the name of an alias or anchor is missing or ends with ":"',
  BAD_COLLECTION_TYPE: 'a tag does not match its value. Remove the tag',
  BAD_DIRECTIVE: 'a line starts with "%". Quote the string',
  BAD_DQ_ESCAPE:
    'a double-quoted string has an unknown escape. Use \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'the indentation does not match the preceding lines',
  BAD_PROP_ORDER: 'an anchor or a tag is in the wrong place',
  BAD_SCALAR_START: 'a string cannot start with this character. Quote it',
  BLOCK_AS_IMPLICIT_KEY:
    'a string that contains ": " must be quoted, and a nested mapping must be on its own lines',
  BLOCK_IN_FLOW: 'inside brackets, mappings and lists must use brackets as well',
  KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters. A ":" may be missing',
  MULTILINE_IMPLICIT_KEY: 'a key spans several lines. A ":" or a quote may be missing',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'the file contains a second document',
  MISSING_CHAR: 'a character is missing here',
  MULTIPLE_TAGS: 'a value has two tags',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a tab is used for indentation. Use spaces',
  TAG_RESOLVE_FAILED: 'a tag is not supported. Remove the "!" tag',
  UNEXPECTED_TOKEN: 'unexpected token. Quote the whole string if it starts with a bracket or a quote',
}
