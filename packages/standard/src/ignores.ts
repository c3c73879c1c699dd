import type { Finding } from './finding.ts'
import type { Settings } from './model/settings.ts'
import type { Rule } from './rule.ts'
import { type At, get, itemsOf, type Node, textOf } from './yaml/node.ts'

/** A rule ignored by the settings. */
interface Ignore {
  id: string
  /** The last day. */
  until: string
  /** Only in this file. */
  file?: string
  at: At
}

type RuleText = Omit<Rule, 'check'>

const EXPIRED: RuleText = {
  id: 'STD-1',
  severity: 'W',
  title: 'No entry of `standard.ignore` has expired; findings of expired entries are reported again.',
  fix: 'Fix the findings and remove the entry, or set a new date and reason.',
}

const UNUSED: RuleText = {
  id: 'STD-2',
  severity: 'N',
  title: 'Every entry of `standard.ignore` matches a finding.',
  fix: 'Remove the entry.',
}

/** Rules about the entries themselves. */
export const IGNORE_RULES: readonly RuleText[] = [EXPIRED, UNUSED]

/**
 * Removes the findings that the settings ignore, and adds the findings about the entries themselves.
 * @param today as 2030-12-31
 */
export function withoutIgnored(
  findings: readonly Finding[],
  settings: Settings | undefined,
  today: string,
): Finding[] {
  const all = settings ? ignoresOf(settings) : []
  const valid = all.filter(({ until }) => until >= today)
  const isIgnored = (ignore: Ignore, { id, file }: Finding): boolean =>
    ignore.id === id && (ignore.file === undefined || ignore.file === file)
  return [
    ...findings.filter(finding => !valid.some(ignore => isIgnored(ignore, finding))),
    ...all
      .filter(ignore => !valid.includes(ignore))
      .map(({ id, until, at }) => entryFinding(EXPIRED, at, `${id} was ignored until ${until}`)),
    ...valid
      .filter(ignore => !findings.some(finding => isIgnored(ignore, finding)))
      .map(({ id, at }) => entryFinding(UNUSED, at, `${id} has no finding to ignore`)),
  ]
}

function entryFinding({ id, severity, fix }: RuleText, { file, line }: At, message: string): Finding {
  return { id, severity, file, line, message, fix }
}

/** Of the whole file and of every environment. */
function ignoresOf({ root, environments }: Settings): Ignore[] {
  const holders = [root, ...environments.map(name => get(root, 'environments', name))]
  const items = holders.flatMap(holder => itemsOf(get(holder, 'standard', 'ignore')))
  const unique = new Map(items.map(item => [`${item.line} ${textOf(get(item, 'id'))}`, item]))
  return [...unique.values()].map(asIgnore)
}

function asIgnore(node: Node): Ignore {
  const [id = '', until = '', file] = ['id', 'until', 'file'].map(key => textOf(get(node, key)))
  return { id, until, at: { file: node.file, line: node.line }, ...(file === undefined ? {} : { file }) }
}
