import { describe, expect, test } from '@jest/globals'
import type { BuiltServices, Release } from '@tsh/deployment'
import { application, recordingRemote } from '@tsh/testing'
import { existingVersionProblem, releaseImages } from '../src/existing-version.ts'
import { restoreImages } from '../src/recovery/restore-images.ts'
import { deployInputs, NOTHING_BUILT } from './deploy-inputs.ts'

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

const model = { name: 'erp', services: { app: { image: 'erp:v1', build: {} }, db: { image: 'postgres:15' } } }
const existing = {
  ...{ application, version: 'v1', sha, built: NOTHING_BUILT, registry: undefined, dryRun: false },
}

describe('a version without images of a build', () => {
  test.each<[string, Release[]]>([
    ['is live', [release()]],
    ['was live, and was rolled back', [release({ state: 'rolled-back', exposed: false })]],
    ['was live, and has failed since', [release(), failed({ images: [image('2')] })]],
    ['was live, and so was another commit of that version', [release(), release({ sha: collision })]],
    ['was live, and again without images', [release(), release({ images: [] })]],
  ])('that %s has the images that it was live with', (_name, releases) => {
    expect(existingVersionProblem(releases, { version: 'v1', sha })).toBeUndefined()
    expect(releaseImages(existing, releases, model)).toEqual([image('1')])
    expect(releaseImages({ ...existing, dryRun: true }, releases, model)).toEqual([image('1')])
  })

  test.each<[string, Release[], string]>([
    [
      'was never deployed',
      [release({ version: 'v2' })],
      'v1 was never deployed to this server, and the input "images"',
    ],
    ['was never live', [failed()], 'v1 was never live on this server (state of its last deployment: failed)'],
    ['is being prepared', [failed({ state: 'prepared' })], '(state of its last deployment: prepared)'],
    ['was replaced halfway', [failed({ exposed: true })], 'v1 was never live on this server'],
    ['was another commit', [release({ sha: collision })], `live from commit ${collision}, not from ${sha}`],
    ['was live before the journal existed', [release({ images: [] })], 'the journal has no images of v1'],
    [
      'was live, and with images as another commit',
      [release({ images: [] }), release({ sha: collision })],
      'the journal has no images of v1',
    ],
  ])('that %s is refused', (_name, releases, problem) => {
    expect(existingVersionProblem(releases, { version: 'v1', sha })).toContain(problem)
    expect(() => releaseImages(existing, releases, model)).toThrow(problem)
  })
})

test('images of a build are named by the compose file, and a dry run may precede the build', () => {
  const built: BuiltServices = new Map([['app', { digest: digest('9') }]])
  expect(releaseImages({ ...existing, built, registry: 'r' }, [release()], model)).toEqual([image('9')])
  expect(() =>
    releaseImages({ ...existing, built: new Map([['db', { digest: digest('9') }]]) }, [], model),
  ).toThrow('input "images" contains service "db", which')
  expect(releaseImages({ ...existing, dryRun: true }, [failed()], model)).toEqual([])
  expect(() => releaseImages({ ...existing, dryRun: true }, [release({ sha: collision })], model)).toThrow(
    'was live from commit',
  )
})

describe('the images of an existing version', () => {
  const saved = { image: 'mail:v1', reference: '', id: digest('3') }
  const server = (missing: string) =>
    recordingRemote(line => (line.startsWith(`docker tag ${missing}`) ? { code: 1 } : undefined))

  test('are tagged by digest, whatever their tags refer to now', async () => {
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

  test('are refused when they are not in a registry', async () => {
    await expect(restoreImages(server('sha256:'), deployInputs(), [image('1'), saved])).rejects.toThrow(
      'mail:v1 of production-v2026.01.31-bbbbbbb is no longer on root@server and not in a registry.',
    )
  })
})
