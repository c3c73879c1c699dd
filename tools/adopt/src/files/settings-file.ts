import { Document, isMap, isScalar, visit } from 'yaml'
import type { MissingSetting } from '../settings/missing.ts'
import type { Tree } from './settings-tree.ts'

const SCHEMA =
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/tsh/actions/v1/deploy.schema.json\n'
/** Longer lists have a line for each item. */
const MAX_FLOW_ITEMS = 4
const TEST_COMMENT = ` test:\n   commands:\n     unit: …   # the command that runs the tests`

/** The text of a settings file. @param missing the commented lines of each environment */
export function settingsFile(tree: Tree, missing: ReadonlyMap<string, readonly MissingSetting[]>): string {
  const document = new Document(tree)
  for (const [name, settings] of missing)
    comment(document.getIn(['environments', name], true), settings.map(commentedLine).join('\n'))
  const isTested = Object.hasOwn(tree, 'test')
  if (!isTested) comment(document.contents, TEST_COMMENT, 'environments')
  visit(document, {
    Seq(_, node) {
      node.flow = node.items.length <= MAX_FLOW_ITEMS
    },
  })
  return SCHEMA + document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Such as `# server: user@host   # the SSH user and host`. */
const commentedLine = ({ key, example, comment: text }: MissingSetting): string =>
  ` ${key}: ${example}   # ${text}`

/** Writes a comment above a key of a mapping, or above its first one. */
function comment(map: unknown, text: string, name?: string): void {
  if (!isMap(map) || text === '') return
  const pair = map.items.find(({ key }) => name === undefined || (isScalar(key) && key.value === name))
  if (isScalar(pair?.key)) pair.key.commentBefore = text
}
