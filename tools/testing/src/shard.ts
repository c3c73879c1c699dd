/** One of several parts of the complete suite that together are everything, so that machines can share the work. */
export interface Shard {
  /** From 1 to {@link count}. */
  index: number
  count: number
}

/** The only shard, with everything. */
export const WHOLE: Shard = { index: 1, count: 1 }

/**
 * Reads a shard as Jest writes it.
 * @param text `2/4`; empty for everything
 * @throws an error with the expected form
 */
export function parseShard(text: string): Shard {
  if (text === '') return WHOLE
  const [, index = 0, count = 0] = /^(\d{1,3})\/(\d{1,3})$/.exec(text)?.map(Number) ?? []
  if (index < 1 || index > count)
    throw new Error(`"${text}" is not a shard. Use --shard INDEX/COUNT, for example --shard 1/4`)
  return { index, count }
}

export const formatShard = ({ index, count }: Shard): string => `${index}/${count}`

/** The items of a shard: every item is in exactly one, and neighbours, which take similar time, are in different ones. */
export const itemsOf = <Item>(items: readonly Item[], { index, count }: Shard): Item[] =>
  items.filter((_, at) => at % count === index - 1)
