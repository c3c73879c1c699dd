import { describe, expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { recordingRemote } from '@tsh/testing'
import { existingVersionProblem, releaseImages } from '../src/existing-version.ts'
import { restoreImages } from '../src/restore-images.ts'
import { deployInputs } from './deploy-inputs.ts'

const sha = 'a'.repeat(40)
const collision = `${'a'.repeat(39)}b`
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
const image = (letter: string) => ({ image: 'erp:v1', reference: `r/erp@${digest(letter)}` })
const release = (changes: Partial<Release> = {}): Release => ({
  ...{ id: 'r', version: 'v1', sha, services: [], run: '', actor: '', images: [image('1')] },
  ...{ state: 'switched', exposed: true, wasLive: true },
  ...changes,
})
const failed = (changes: Partial<Release> = {}): Release =>
  release({ state: 'failed', exposed: false, wasLive: false, ...changes })

describe('a version without images of a build', () => {
  test.each<[string, Release[]]>([
    ['is live', [release()]],
    ['was live, and was rolled back', [release({ state: 'rolled-back', exposed: false })]],
    ['was live, and has failed since', [release(), failed({ images: [image('2')] })]],
    ['was live, and so was another commit of that version', [release(), release({ sha: collision })]],
    ['was live, and again without images', [release(), release({ images: [] })]],
  ])('that %s has the images that it was live with', (_name, releases) => {
    expect(existingVersionProblem(releases, { version: 'v1', sha })).toBeUndefined()
    const inputs = { version: 'v1', sha, images: [], dryRun: false }
    expect(releaseImages(inputs, releases)).toEqual([image('1')])
    expect(releaseImages({ ...inputs, dryRun: true }, releases)).toEqual([image('1')])
  })

  test.each<[string, Release[], string]>([
    [
      'was never deployed',
      [release({ version: 'v2' })],
      'v1 was never deployed here, and the input "images"',
    ],
    ['was never live', [failed()], 'v1 was never live here (its last deployment: failed)'],
    ['is being prepared', [failed({ state: 'prepared' })], '(its last deployment: prepared)'],
    ['was replaced halfway', [failed({ exposed: true })], 'v1 was never live here'],
    [
      'was another commit',
      [release({ sha: collision })],
      `live from commit ${collision}, and not from ${sha}`,
    ],
    ['was live before there was a journal', [release({ images: [] })], 'the journal has no images of v1'],
    [
      'was live, and with images as another commit',
      [release({ images: [] }), release({ sha: collision })],
      'the journal has no images of v1',
    ],
  ])('that %s is refused', (_name, releases, problem) => {
    expect(existingVersionProblem(releases, { version: 'v1', sha })).toContain(problem)
    const inputs = { version: 'v1', sha, images: [], dryRun: false }
    expect(() => releaseImages(inputs, releases)).toThrow(problem)
  })
})

test('images of a build are taken as they are, and a dry run may come before the build', () => {
  const images = [image('9')]
  expect(releaseImages({ version: 'v1', sha, images, dryRun: false }, [])).toBe(images)
  expect(releaseImages({ version: 'v1', sha, images: [], dryRun: true }, [failed()])).toEqual([])
  expect(() =>
    releaseImages({ version: 'v1', sha, images: [], dryRun: true }, [release({ sha: collision })]),
  ).toThrow('was live from commit')
})

describe('the images of an existing version', () => {
  const saved = { image: 'mail:v1', reference: '', id: digest('3') }
  const server = (missing: string) =>
    recordingRemote(line => (line.startsWith(`docker tag ${missing}`) ? { code: 1 } : undefined))

  test('are named by digest, whatever their names mean now', async () => {
    const remote = server('nothing')
    await restoreImages(remote, deployInputs(), [image('1'), saved])
    expect(remote.commands).toEqual([
      `docker tag r/erp@${digest('1')} erp:v1`,
      `docker tag ${digest('3')} mail:v1`,
    ])
  })

  test('are pulled when the server has lost them', async () => {
    const remote = server('r/erp')
    await restoreImages(remote, deployInputs(), [image('1'), saved])
    expect(remote.commands.filter(line => line.includes('docker pull'))).toEqual([
      expect.stringMatching(new RegExp(` r/erp@${digest('1')} erp:v1$`)),
    ])
  })

  test('are refused when no registry has them', async () => {
    await expect(restoreImages(server('sha256:'), deployInputs(), [image('1'), saved])).rejects.toThrow(
      'mail:v1 of production-v2026.01.31-bbbbbbb is not on root@server any more, and in no registry.',
    )
  })
})
