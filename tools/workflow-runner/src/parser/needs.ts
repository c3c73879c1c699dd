import { parser } from './library.ts'
import { childOf, entriesOf, itemsOf, type Token } from './tokens.ts'

/** Normalizes every need to the spelling of the job's id: GitHub compares case-insensitively, the library exactly. */
export function alignNeeds(jobs: Token | undefined): void {
  const ids = new Map(entriesOf(jobs).map(({ key }) => [key.toString().toLowerCase(), key.toString()]))
  for (const { value: job } of entriesOf(jobs)) {
    const needs = childOf(job, 'needs')
    for (const need of needs ? [needs, ...itemsOf(needs)] : []) {
      if (!parser.isString(need)) continue
      const id = ids.get(need.value.toLowerCase())
      if (id !== undefined) Object.assign(need, { value: id })
    }
  }
}
