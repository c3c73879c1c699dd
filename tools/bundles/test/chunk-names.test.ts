import { expect, test } from '@jest/globals'
import { chunkNames, withChunkNames } from '../src/chunk-names.ts'

const AWS = 'node_modules/.pnpm/@aws-sdk+client-s3@3/node_modules/@aws-sdk/client-s3/dist-es/index.js'
const CORE = 'node_modules/.pnpm/@actions+core@3/node_modules/@actions/core/lib/core.js'

const chunk = (id: number, ...modules: [path: string, sizeBytes: number][]) => ({
  id,
  modules: modules.map(([path, sizeBytes]) => ({ path, sizeBytes })),
})

test.each<[string, [string, number][], string]>([
  [
    'an action',
    [
      ['packages/deployment/src/site.ts', 9],
      ['actions/rollback/src/main.ts', 5],
      [CORE, 20],
    ],
    'rollback',
  ],
  [
    'a module of ours next to a library',
    [
      [CORE, 20],
      ['packages/remote/src/connection/connect.ts', 3],
    ],
    'remote-connect',
  ],
  ['the main file of a package', [['packages/settings/src/file/index.ts', 3]], 'settings'],
  [
    'a library',
    [
      [CORE, 3],
      [AWS, 20],
    ],
    'aws-sdk-client-s3',
  ],
  ['code of the bundler alone', [['', 100]], 'chunk'],
])('%s names a chunk', (_what, modules, name) => {
  expect([...chunkNames([chunk(7, ...modules)])]).toEqual([[7, name]])
})

test('each name is used once, whatever the order of the chunks', () => {
  const chunks = [chunk(9, [CORE, 1]), chunk(3, [CORE, 1]), chunk(5, [CORE, 1])]
  const names = { 3: 'actions-core', 5: 'actions-core-2', 9: 'actions-core-3' }
  expect(Object.fromEntries(chunkNames(chunks))).toEqual(names)
  expect(Object.fromEntries(chunkNames(chunks.reverse()))).toEqual(names)
})

test('the code that loads chunks uses their names', () => {
  const code = 'f = (chunkId) => { return "" + chunkId + ".index.js"; }'
  const fileName = new Function('f', `${withChunkNames(code, new Map([[7, 'rollback']]))}; return f`)()
  expect(fileName(7)).toBe('rollback.js')
  expect(() => withChunkNames('other code', new Map())).toThrow('ncc no longer names')
})
