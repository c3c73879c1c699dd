import { expect, test } from '@jest/globals'
import { type ImageArchive, lackingEntries } from '../src/image-archive.ts'

const entry = (name: string, file = true) => ({ name, file, start: 0, end: 0, size: 0 })
const image = (...layers: string[]) => ({
  tags: [],
  ids: [],
  layers: layers.map(digest => ({ file: `blobs/${digest}`, digest })),
})
const archive = (...images: ReturnType<typeof image>[]): ImageArchive => ({
  path: '',
  entries: ['manifest.json', 'blobs/a', 'blobs/b', 'blobs/c'].map(name => entry(name)),
  images,
})
const names = (present: string[][], ...images: ReturnType<typeof image>[]): string[] =>
  lackingEntries(archive(...images), present).map(({ name }) => name.replace('blobs/', ''))

test.each([
  ['nothing is there', [], ['manifest.json', 'a', 'b', 'c']],
  ['the beginning is there', [['a', 'b', 'x']], ['manifest.json', 'c']],
  ['everything is there', [['a', 'b', 'c', 'd']], ['manifest.json']],
  ['a layer is there on other ones', [['x', 'b', 'c']], ['manifest.json', 'a', 'b', 'c']],
  [
    'two images have a part each',
    [
      ['a', 'x'],
      ['a', 'b'],
    ],
    ['manifest.json', 'c'],
  ],
])('when %s, the rest travels', (_name, present, expected) => {
  expect(names(present, image('a', 'b', 'c'))).toEqual(expected)
})

test('a layer travels as long as one of the images lacks it', () => {
  expect(names([['a', 'b']], image('a', 'b'), image('b'))).toEqual(['manifest.json', 'b', 'c'])
})

test('an archive with links travels whole', () => {
  const linked = { ...archive(image('a', 'b', 'c')), entries: [entry('blobs/a'), entry('blobs/b', false)] }
  expect(lackingEntries(linked, [['a', 'b', 'c']])).toHaveLength(2)
})
