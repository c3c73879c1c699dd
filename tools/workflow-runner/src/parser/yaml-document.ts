import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Scalar,
  visit,
  YAMLMap,
} from 'yaml'

/** A problem of a YAML file that GitHub's own reader reports and the library's reader accepts. */
export interface YamlProblem {
  message: string
  offset: number
}

/** actions/runner, src/Sdk/WorkflowParser/ParseOptions.cs and Conversion/YamlObjectReader.cs. */
const MAX_FILE_LENGTH = 1024 * 1024
const MAX_DEPTH = 50
const MAX_NODES = 50_000

export function yamlProblems(document: Document, content: string): YamlProblem[] {
  if (content.length > MAX_FILE_LENGTH) {
    const message = `The maximum file size of ${MAX_FILE_LENGTH} characters has been exceeded`
    return [{ message, offset: 0 }]
  }
  const problems: YamlProblem[] = []
  let nodes = 0
  visit(document, {
    Node(_key, node, path) {
      nodes++
      const message = isScalar(node) ? scalarProblem(node) : depthProblem(node, path)
      if (message) problems.push({ message, offset: node.range?.[0] ?? 0 })
    },
  })
  if (nodes > MAX_NODES) problems.push({ message: 'Maximum YAML nodes exceeded', offset: 0 })
  return problems
}

function depthProblem(node: Node, path: readonly unknown[]): string | undefined {
  if (!isCollection(node)) return undefined
  const depth = path.filter(isNode).filter(isCollection).length + 1
  return depth === MAX_DEPTH + 1 ? 'Maximum object depth exceeded' : undefined
}

const CORE = 'tag:yaml.org,2002:'

/** The values of the YAML 1.2 core schema, by tag. */
const VALUES: Record<string, RegExp> = {
  bool: /^(?:true|True|TRUE|false|False|FALSE)$/,
  null: /^(?:|null|Null|NULL|~)$/,
  int: /^(?:[-+]?\d+|0x[0-9a-fA-F]+|0o[0-7]+)$/,
  float: /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
}

function scalarProblem(node: Scalar): string | undefined {
  const text = node.source ?? ''
  if (!node.tag) return node.type === 'PLAIN' ? integerProblem(text) : undefined
  const name = node.tag.startsWith(CORE) ? node.tag.slice(CORE.length) : ''
  if (name === 'str') return undefined
  const values = VALUES[name]
  if (!values) return `Unexpected tag '${node.tag}'; quote a value that starts with '!'`
  if (node.type !== 'PLAIN') return `A quoted value is not valid with the tag '${node.tag}'`
  if (!values.test(text)) return `The value '${text}' is invalid for the type '${node.tag}'`
  return integerProblem(text)
}

/** GitHub reads hexadecimal and octal numbers as 32-bit integers. */
function integerProblem(text: string): string | undefined {
  return /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/.test(text) && Number(text) > 0x7fffffff
    ? `The value '${text}' is invalid for the type '${CORE}int' (32 bits)`
    : undefined
}

/** `!!float 1` is a number; the library reads it as a string, since it has no decimal point. */
export function resolveFloats(document: Document): void {
  visit(document, {
    Scalar(_key, node) {
      if (node.tag === `${CORE}float` && typeof node.value === 'string') node.value = Number(node.value)
    },
  })
}

/** `inputs:` and individual inputs of `workflow_dispatch` may be empty, which the library's schema does not support. */
export function fillEmptyInputs(document: Document): void {
  const dispatch = document.getIn(['on', 'workflow_dispatch'])
  if (!isMap(dispatch)) return
  fillEmpty(dispatch, 'inputs')
  const inputs = dispatch.get('inputs')
  if (isMap(inputs)) for (const { key } of [...inputs.items]) fillEmpty(inputs, key)
}

function fillEmpty(map: YAMLMap, key: unknown): void {
  const value = map.get(key, true) as unknown
  if (map.has(key) && (value === null || (isScalar(value) && value.value === null)))
    map.set(key, new YAMLMap())
}
