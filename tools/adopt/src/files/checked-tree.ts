import { parseSettings } from '@tsh/settings/file'
import { stringify } from 'yaml'
import type { Unknown } from '../git-repository.ts'
import type { Tree } from './settings-tree.ts'

/** The tree without the values that the settings parser refuses, each of which becomes an unknown. */
export function checkedTree(tree: Tree): { tree: Tree; refused: Unknown[] } {
  const parsed = parseSettings(stringify(tree))
  const problems =
    'problems' in parsed ? parsed.problems.filter(({ message }) => !message.startsWith('is missing')) : []
  const checked = structuredClone(tree)
  const refused = problems.map(({ path, message }) => {
    remove(checked, path.split('.'))
    return { key: path, why: `the detected value ${message}`, find: 'see docs/settings.md for the format' }
  })
  return { tree: checked, refused }
}

/** An item of a list makes the whole setting invalid. */
function remove(value: unknown, [first = '', ...rest]: readonly string[]): void {
  const key = first.replace(/\[.*$/, '')
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return
  const holder = value as Tree
  if (rest.length > 0 && !Array.isArray(holder[key])) remove(holder[key], rest)
  else delete holder[key]
}
