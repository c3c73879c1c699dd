import { Document, isMap, isSeq, type Node } from 'yaml'
import { problemLine } from '../problem.ts'
import type { ResolvedValue } from '../resolve.ts'
import type { CheckedRepository } from './check-repository.ts'

/** The problems, one per line. */
export function problemReport({ problems }: CheckedRepository): string {
  return problems.map(problem => problemLine(problem.file, problem)).join('\n')
}

/** The settings of the environments as YAML, each with its origin. */
export function settingsReport({ file, environments }: CheckedRepository): string {
  return environments
    .map(({ name, application, values }) => {
      const all = [{ path: 'application', ...application }, ...values]
      return `# Environment ${name} of ${file}\n${settingsYaml(all)}`
    })
    .join('---\n')
    .trimEnd()
}

type Value = Omit<ResolvedValue, 'path'> & { path: string }

function settingsYaml(values: readonly Value[]): string {
  const document = new Document({})
  for (const { path, value, from } of values) {
    document.setIn(path.split('.'), withComment(document.createNode(value), from))
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Lists and mappings use flow style, so that the comment is next to them. */
function withComment(node: Node, from: string): Node {
  node.comment = ` ${from}`
  if (isMap(node) || isSeq(node)) node.flow = true
  return node
}

/** Settings and problems as JSON. */
export function jsonReport({ file, environments, problems }: CheckedRepository): string {
  const settings = environments.map(({ name, application, values }) => {
    const all = Object.entries({ application, ...byPath(values) })
    return [name, Object.fromEntries(all)]
  })
  return JSON.stringify({ file, environments: Object.fromEntries(settings), problems }, undefined, 2)
}

function byPath(values: readonly ResolvedValue[]): Record<string, Pick<ResolvedValue, 'value' | 'from'>> {
  return Object.fromEntries(values.map(({ path, value, from }) => [path, { value, from }]))
}
