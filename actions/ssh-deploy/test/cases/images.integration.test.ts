import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { type CaseScene, composeWith, GREEN, startCaseScene } from './case-scene.ts'

// Cases of images.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

const MIGRATED = { migrate: 'true', 'skip-backup-reason': 'a test' }
const ALWAYS = '  image: scene:${VERSION}\n  pull_policy: always\n'

// docker/compose#9628
caseTestFull('case-35a', 'an image that is on the server is not pulled', async () => {
  const files = composeWith('  image: scene:${VERSION}\n', ALWAYS)
  const { result, run } = await scene.deploy(await scene.release('v2', files), MIGRATED)
  expect(result).toBe(GREEN)
  expect(run.stdout.split('\n').filter(line => /Pulling|registry-1/.test(line))).toEqual([])
})

// docker/compose#9451
caseTestFull('case-35b', 'an image without build that is on the server is not pulled', async () => {
  const files = composeWith('  image: scene:${VERSION}\n  build: .\n', ALWAYS)
  const { result, run } = await scene.deploy(await scene.release('v2', files))
  expect(result).toBe(GREEN)
  expect(run.stdout.split('\n').filter(line => /Pulling|registry-1/.test(line))).toEqual([])
})

test('an image that neither the server nor the archive has is not built on the server', async () => {
  const files = {
    ...composeWith('  image: scene:${VERSION}\n', '  image: other:${VERSION}\n'),
    Dockerfile: 'FROM node:20-slim\n',
  }
  const { result } = await scene.deploy(await scene.release('v2', files), MIGRATED)
  expect(result).toMatch(/^ssh-deploy: image archive "images\.tar" does not exist/)
  expect(
    await scene.exec('docker image ls --quiet other; docker ps --all --quiet --filter name=migrations'),
  ).toBe('')
})

/** An image for another architecture: a program whose ELF header names it, so that the kernel does not run it. */
const ARM64 = `set -e
mkdir -p /tmp/arm64/bin; cp /usr/bin/true /tmp/arm64/bin/sh
printf '\\267\\000' | dd of=/tmp/arm64/bin/sh bs=1 seek=18 conv=notrunc 2> /dev/null
cp /tmp/arm64/bin/sh /tmp/arm64/bin/node
tar -C /tmp/arm64 -c . | docker import --platform linux/arm64 --change 'ENV PATH=/bin' - arm64:built > /dev/null
rm -r /tmp/arm64`

// omnivore-app/omnivore#4527
caseTest('case-43', 'an image for another architecture is refused before the migrations', async () => {
  const release = await scene.release('v2')
  await scene.exec(ARM64)
  const pulled = await scene.pushed('scene:v2', 'arm64:built')
  const { result } = await scene.deploy(release, { ...pulled, ...MIGRATED })
  expect(result).toMatch(/^ssh-deploy: (?!migrations failed|in step).*(arm64|architecture)/)
})
