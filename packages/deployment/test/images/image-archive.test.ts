import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type ArchivedImage, type ImageArchive, missingEntries, readImageArchive } from '../../src/index.ts'

describe('an archive is read as the engines load it', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'archive-'))
    mkdirSync(join(folder, 'in/blobs/sha256'), { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, 'in', name), JSON.stringify(value))
  /** Writes a blob. @returns its digest */
  const blob = (value: unknown): string => {
    const hex = createHash('sha256').update(JSON.stringify(value)).digest('hex')
    write(`blobs/sha256/${hex}`, value)
    return `sha256:${hex}`
  }
  const config = (name: string): string => blob({ name, architecture: 'arm64', rootfs: { diff_ids: ['x'] } })
  const manifestOf = (id: string): string => blob({ config: { digest: id }, layers: [] })
  const listed = (id: string, ...tags: string[]) => ({
    ...{ Config: `blobs/${id.replace(':', '/')}`, RepoTags: tags, Layers: ['blobs/sha256/layer'] },
  })
  const named = (digest: string, name?: string) => ({
    ...{ digest, annotations: name === undefined ? {} : { 'io.containerd.image.name': name } },
  })
  const index = (...manifests: unknown[]): void => write('index.json', { manifests })
  const tar = (...args: string[]): string => {
    const path = join(folder, 'images.tar')
    const names = args.length > 0 ? args : readdirSync(join(folder, 'in'))
    execFileSync('tar', ['--format=ustar', '-cf', path, '-C', join(folder, 'in'), ...names])
    return path
  }

  test('a tag that is only in the index counts, and a manifest may have two names', async () => {
    const id = config('web')
    const manifest = manifestOf(id)
    write('manifest.json', [listed(id, 'web:v1')])
    index(named(manifest, 'docker.io/library/web:v1'), named(manifest, 'docker.io/tsh/worker:v1'))
    const { images, others } = await readImageArchive(tar())
    const layers = [{ file: 'blobs/sha256/layer', digest: 'x' }]
    expect(others).toEqual([])
    expect(images).toEqual([
      {
        ...{
          id,
          serverIds: [id, manifest],
          tags: ['web:v1', 'tsh/worker:v1'],
          architecture: 'arm64',
          layers,
        },
      },
    ])
  })

  test('an index with an attestation counts as the image, one with another image does not', async () => {
    const [id, other] = [config('web'), config('other')]
    const attestation = { digest: manifestOf(config('attestation')), platform: { os: 'unknown' } }
    const attested = blob({ manifests: [{ digest: manifestOf(id) }, attestation] })
    const mixed = blob({ manifests: [{ digest: manifestOf(id) }, { digest: manifestOf(other) }] })
    write('manifest.json', [listed(id, 'web:v1')])
    index(named(attested, 'web:v1'), named(mixed, 'postgres:15'), named(manifestOf(other)))
    const { images, others } = await readImageArchive(tar())
    expect(images.map(image => image.serverIds)).toEqual([[id, attested]])
    expect(others).toEqual(['postgres:15', manifestOf(other)])
  })

  test('a digest that does not match its content is ignored', async () => {
    const id = config('web')
    const forged = `sha256:${'f'.repeat(64)}`
    write(`blobs/sha256/${'f'.repeat(64)}`, { config: { digest: id }, rootfs: { diff_ids: [] } })
    write('manifest.json', [listed(id, 'web:v1')])
    index(named(forged, 'web:v1'))
    expect((await readImageArchive(tar())).others).toEqual(['web:v1'])
    // Engines without containerd derive the id from the file content, whatever its name is.
    write('manifest.json', [listed(forged, 'web:v1')])
    expect((await readImageArchive(tar())).images[0]?.id).not.toBe(forged)
  })

  test.each(['x/manifest.json', './manifest.json', 'blobs/sha256/../../manifest.json', 'manifest.json/'])(
    'a path that docker save does not write is rejected: %s',
    async name => {
      write('manifest.json', [])
      mkdirSync(join(folder, 'in/x'))
      write('x/manifest.json', [])
      const transform = `--transform=s,^x/manifest.json$,${name.replace(/\/$/, '')},`
      if (name.endsWith('/')) mkdirSync(join(folder, 'in/index.json'))
      const path = name.endsWith('/') ? tar('manifest.json', 'index.json') : tar(transform, 'x/manifest.json')
      await expect(readImageArchive(path)).rejects.toThrow(/, which "docker save" does not write$/)
    },
  )

  test('a link to a layer is accepted, any other link is rejected', async () => {
    write('manifest.json', [])
    const layer = `${'a'.repeat(64)}/layer.tar`
    mkdirSync(join(folder, 'in', 'a'.repeat(64)))
    execFileSync('ln', ['-s', '../b/layer.tar', join(folder, 'in', layer)])
    expect((await readImageArchive(tar('manifest.json', layer))).images).toEqual([])
    execFileSync('ln', ['-s', 'manifest.json', join(folder, 'in/index.json')])
    await expect(readImageArchive(tar('manifest.json', 'index.json'))).rejects.toThrow(
      'contains "index.json"',
    )
  })

  test('duplicate names and names from extension headers are rejected', async () => {
    write('manifest.json', [])
    await expect(
      readImageArchive(tar('manifest.json', 'manifest.json', '--hard-dereference')),
    ).rejects.toThrow('contains "manifest.json" twice')
    const path = tar('--format=pax', '--pax-option=comment=x', 'manifest.json')
    await expect(readImageArchive(path)).rejects.toThrow('is not an image archive')
  })
})

const entry = (name: string, type: 'file' | 'link' = 'file') => ({ name, type, start: 0, end: 0, size: 0 })
const image = (...layers: string[]): ArchivedImage => ({
  ...{ id: '', serverIds: [], tags: [], architecture: '' },
  layers: layers.map(digest => ({ file: `blobs/${digest}`, digest })),
})
const archive = (...images: ArchivedImage[]): ImageArchive => ({
  path: '',
  entries: ['manifest.json', 'blobs/a', 'blobs/b', 'blobs/c'].map(name => entry(name)),
  images,
  others: [],
})
const names = (present: string[][], ...images: ArchivedImage[]): string[] =>
  missingEntries(archive(...images), present).map(({ name }) => name.replace('blobs/', ''))

test.each([
  ['no layer is present', [], ['manifest.json', 'a', 'b', 'c']],
  ['the lowest layers are present', [['a', 'b', 'x']], ['manifest.json', 'c']],
  ['all layers are present', [['a', 'b', 'c', 'd']], ['manifest.json']],
  ['a layer is present on top of others', [['x', 'b', 'c']], ['manifest.json', 'a', 'b', 'c']],
  [
    'two images contain some layers each',
    [
      ['a', 'x'],
      ['a', 'b'],
    ],
    ['manifest.json', 'c'],
  ],
])('when %s, the rest is transferred', (_name, present, expected) => {
  expect(names(present, image('a', 'b', 'c'))).toEqual(expected)
})

test('a layer is transferred as long as one of the images needs it', () => {
  expect(names([['a', 'b']], image('a', 'b'), image('b'))).toEqual(['manifest.json', 'b', 'c'])
})

test('an archive with links is transferred completely', () => {
  const linked = { ...archive(image('a', 'b', 'c')), entries: [entry('blobs/a'), entry('blobs/b', 'link')] }
  expect(missingEntries(linked, [['a', 'b', 'c']])).toHaveLength(2)
})
