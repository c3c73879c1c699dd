import { expect, test } from '@jest/globals'
import { unusedArguments, withArguments } from '../src/build-args.ts'

const buildArgs = new Map([
  ['API_URL', 'https://shop.example/$path'],
  ['MODE', 'live'],
])

test.each<[string, unknown, unknown]>([
  [
    'a mapping',
    { API_URL: '${API_URL:-x}', MODE: null, OTHER: '$MODE' },
    { API_URL: 'https://shop.example/$$path', MODE: 'live', OTHER: '$MODE' },
  ],
  [
    'a list',
    ['API_URL=${API_URL:-x}', 'MODE', 'OTHER=$MODE', '$MORE'],
    ['API_URL=https://shop.example/$$path', 'MODE=live', 'OTHER=$MODE', '$MORE'],
  ],
  ['nothing', undefined, undefined],
])('the arguments of the settings replace those of the same name, in %s', (_name, args, replaced) => {
  expect(withArguments({ context: '.', args }, buildArgs)).toEqual({ context: '.', args: replaced })
})

test('a value that no build uses is named', () => {
  const warning = (args: unknown, read: string[] = []): string[] =>
    unusedArguments(new Map([['API_URI', 'x']]), [{ args }, {}], read, 'a.yml, b.yml')
  expect(warning({ API_URL: '' })).toEqual([
    '"build-args" sets API_URI, which no build of a.yml, b.yml uses. Add it to the "args" of a service, or remove it',
  ])
  expect(warning({ API_URI: '' })).toEqual([])
  expect(warning(['API_URI'])).toEqual([])
  expect(warning(undefined, ['API_URI'])).toEqual([])
})
