import { type Alias, isAlias, isNode, type Node, visit } from 'yaml'

export type Targets = ReadonlyMap<Alias, Node>

/** The target of each alias: the last preceding node with an anchor of that name. */
export function aliasTargets(contents: Node): Targets {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  visit(contents, (_key, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (target) targets.set(node, target)
    } else if (isNode(node) && node.anchor) anchors.set(node.anchor, node)
  })
  return targets
}
