import { expect, test } from '@jest/globals'
import type { Release } from '@tsh/deployment'
import { recordingRemote } from '@tsh/testing'
import { obsoleteImages } from '../../src/images/obsolete-images.ts'
import { removeImages } from '../../src/images/remove-images.ts'
import { deployInputs } from '../deploy-inputs.ts'

const release = (version: string, images = [`erp:${version}`]): Release => ({
  ...{ id: version, version, sha: 'a', services: [], run: '', actor: '' },
  images: images.map(image => ({ image, reference: `r/erp@sha256:${image}` })),
  ...{ state: 'switched', exposed: true, wasLive: true },
})

test('the live version and the newest others keep their images', () => {
  const releases = ['v1', 'v2', 'v3', 'v4', 'v5'].map(version => release(version))
  expect(obsoleteImages(releases, { keep: 2, live: 'v1' })).toEqual([
    ...['erp:v2', 'r/erp@sha256:erp:v2', 'erp:v3', 'r/erp@sha256:erp:v3'],
  ])
  expect(obsoleteImages(releases, { keep: 5, live: 'v5' })).toEqual([])
})

test('a redeployed version is as new as its last deployment', () => {
  const releases = [release('v1'), release('v2'), release('v3'), release('v1', [])]
  expect(obsoleteImages(releases, { keep: 1, live: 'v3' })).toEqual(['erp:v2', 'r/erp@sha256:erp:v2'])
})

test('an old version that is about to be redeployed keeps its images', () => {
  const releases = [release('v1'), release('v2'), release('v3'), release('v4')]
  expect(obsoleteImages(releases, { keep: 1, live: 'v4', next: 'v1' })).toEqual([
    ...['erp:v2', 'r/erp@sha256:erp:v2'],
  ])
})

test('an image that is shared with a kept version stays', () => {
  const releases = [release('v1', ['erp:v1', 'tool:1']), release('v2', ['erp:v2', 'tool:1'])]
  expect(obsoleteImages(releases, { keep: 0, live: 'v2' })).toEqual(['erp:v1', 'r/erp@sha256:erp:v1'])
})

const application = deployInputs().application
const removal = (names: string[]) => ({ names, kept: ['v4'] })

test('does not query the server when there is nothing to remove', async () => {
  const remote = recordingRemote()
  await removeImages(remote, application, removal([]))
  expect(remote.commands).toEqual([])
})

test('only removes images that are present, however many versions there have been', async () => {
  const remote = recordingRemote(line =>
    line.includes('image ls')
      ? { stdout: 'tsh/erp:v3 tsh/erp@sha256:3\nnode:latest node@<none>\n' }
      : undefined,
  )
  const names = Array.from({ length: 5000 }, (_, at) => `docker.io/tsh/erp:v${at}`)
  await removeImages(
    remote,
    application,
    removal([...names, 'docker.io/tsh/erp@sha256:3', 'docker.io/library/node']),
  )
  expect(remote.inputs[1]).toBe('docker.io/tsh/erp:v3\ndocker.io/tsh/erp@sha256:3\ndocker.io/library/node\n')
})
