import { expect, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import { architectureProblem } from '../../src/images/architecture.ts'
import { checkArchitecture } from '../../src/images/check-architecture.ts'

const problem = (architecture: string, own: string, emulated: string[] = []): string | undefined =>
  architectureProblem([{ image: 'erp:v1', architecture }], { own, emulated })

test.each([
  ['amd64', 'amd64'],
  ['amd64', 'x86_64'],
  ['386', 'amd64'],
  ['arm64', 'arm64/v8'],
  ['aarch64', 'arm64'],
  ['arm', 'arm64'],
  ['arm/v7', 'arm'],
  ['riscv64', 'riscv64'],
  ['', 'amd64'],
  ['arm64', ''],
])('an image for "%s" runs on "%s"', (image, server) => {
  expect(problem(image, server)).toBeUndefined()
})

test.each([
  ['arm64', 'amd64'],
  ['amd64', 'arm64'],
  ['arm64', 'arm'],
  ['amd64', '386'],
  ['ppc64le', 'amd64'],
])('an image for %s does not run on %s', (image, server) => {
  expect(problem(image, server)).toMatch(
    new RegExp(`^erp:v1 is built for ${image}, but the server is ${server}\\. `),
  )
})

test('an architecture that the server emulates is accepted', async () => {
  expect(problem('arm64', 'amd64', ['s390x', 'aarch64'])).toBeUndefined()
  const images = [{ image: 'erp:v1', architecture: 'arm64' }]
  const stdout = 'amd64\n/proc/sys/fs/binfmt_misc/qemu-aarch64\n'
  await checkArchitecture(
    recordingRemote(() => ({ stdout })),
    images,
  )
  const plain = recordingRemote(() => ({ stdout: 'amd64\n' }))
  await expect(checkArchitecture(plain, images)).rejects.toThrow('image erp:v1 is built for')
})
