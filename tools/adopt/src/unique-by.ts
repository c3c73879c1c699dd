/** The items without those whose text is that of an earlier one. */
export function uniqueBy<Item>(items: readonly Item[], textOf: (item: Item) => string): Item[] {
  const seen = new Set<string>()
  return items.filter(item => {
    const isFirst = !seen.has(textOf(item))
    seen.add(textOf(item))
    return isFirst
  })
}
