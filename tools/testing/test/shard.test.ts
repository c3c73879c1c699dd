import { expect, test } from '@jest/globals'
import { itemsOf, parseShard, WHOLE } from '../src/shard.ts'

test('the shards together have every item once', () => {
  const items = Array.from({ length: 326 }, (_, at) => at)
  const shards = ['1/3', '2/3', '3/3'].map(text => itemsOf(items, parseShard(text)))
  expect(shards.map(shard => shard.length)).toEqual([109, 109, 108])
  expect(shards.flat().sort((one, other) => one - other)).toEqual(items)
})

test('without a shard everything is selected', () => {
  expect(parseShard('')).toBe(WHOLE)
  expect(itemsOf(['a', 'b'], WHOLE)).toEqual(['a', 'b'])
})

test.each(['0/3', '4/3', '1', '1/', '/3', 'a/b', '-1/3', '1/0', ' 1/3'])('%j is no shard', text =>
  expect(() => parseShard(text)).toThrow(`"${text}" is not a shard. Use --shard INDEX/COUNT`),
)
