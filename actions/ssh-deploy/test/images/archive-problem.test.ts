import { expect, test } from '@jest/globals'
import type { BuiltImage } from '@tsh/deployment'
import { archiveProblem } from '../../src/images/archive-problem.ts'

const id = (letter: string): string => `sha256:${letter.repeat(64)}`
const built = (image: string, letter: string): BuiltImage => ({ image, reference: '', id: id(letter) })
const archived = (letter: string, ...tags: string[]) => ({
  ...{ id: id(letter), serverIds: [id(letter)], tags, architecture: 'amd64', layers: [] },
})
const problem = (images: ReturnType<typeof archived>[], wanted: BuiltImage[], others: string[] = []) =>
  archiveProblem({ path: 'images.tar', images, others }, wanted)

const web = built('web:v1', 'a')
const worker = built('docker.io/library/worker:v1', 'a')
const mail = built('tsh/mail:v1', 'b')

test('the archive of the build has no problem, whichever of two equal images it names', () => {
  expect(problem([archived('a', 'web:v1'), archived('b', 'tsh/mail:v1')], [web, mail])).toBeUndefined()
  expect(problem([archived('a', 'web:v1')], [web, worker])).toBeUndefined()
  expect(problem([archived('a', 'web:v1', 'worker:v1')], [web, worker])).toBeUndefined()
})

test.each<[string, ReturnType<typeof archived>[], string[], string]>([
  [
    'no such image',
    [archived('a', 'web:v1')],
    [],
    `does not contain image tsh/mail:v1 (${id('b')}). Rebuild it`,
  ],
  [
    'another image under the same tag',
    [archived('a', 'web:v1'), archived('c', 'tsh/mail:v1')],
    [],
    `contains tsh/mail:v1 as ${id('c')}, but the build produced ${id('b')}. Use the archive of the run`,
  ],
  [
    'an extra tag',
    [archived('a', 'web:v1', 'postgres:15-alpine'), archived('b', 'tsh/mail:v1')],
    [],
    'would also load postgres:15-alpine, which is not an image of this release. Use the archive of the run',
  ],
  [
    'the tag of another image of the build',
    [archived('a', 'web:v1', 'tsh/mail:v1'), archived('b')],
    [],
    'would also load tsh/mail:v1,',
  ],
  [
    'an extra image',
    [
      archived('a', 'web:v1'),
      archived('b', 'tsh/mail:v1'),
      archived('c', 'postgres:15-alpine'),
      archived('d'),
    ],
    [],
    `would also load postgres:15-alpine, ${id('d')},`,
  ],
  [
    'an image that only containerd loads',
    [archived('a', 'web:v1'), archived('b', 'tsh/mail:v1')],
    ['docker.io/library/postgres:15-alpine'],
    'would also load docker.io/library/postgres:15-alpine,',
  ],
])('%s is refused', (_name, images, others, expected) => {
  expect(problem(images, [web, mail], others)).toContain(`"images.tar" ${expected}`)
})
