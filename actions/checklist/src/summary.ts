import { escapeMarkdown, table } from '@tsh/action'
import type { Deployment } from './deployment.ts'
import type { Item } from './items/index.ts'

const MARKS: Record<Item['state'], string> = {
  proven: '✅ proven',
  skipped: '⏭️ skipped',
  'not-applicable': '➖ not applicable',
  missing: '❌ missing',
}

/** The checklist on the page of the run. */
export function summaryOf({ items, missing, standard }: Deployment): string {
  const rows = items.map(item => [
    escapeMarkdown(item.title),
    MARKS[item.state],
    escapeMarkdown(described(item)),
  ])
  const conclusion =
    missing.length === 0
      ? 'Every item is accounted for.'
      : `Evidence is missing: ${missing.join(', ')}. The standard is set to \`${standard}\`.`
  return `### Checklist\n\n${conclusion}\n\n${table(['Item', 'State', 'Evidence'], rows)}\n`
}

/** The text of an item, and who skipped it. */
export const described = (item: Item): string =>
  item.state === 'skipped' ? `${item.text} (${item.actor})` : item.text
