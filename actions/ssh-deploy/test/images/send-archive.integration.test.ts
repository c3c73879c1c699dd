import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { BuiltImage } from '@tsh/deployment'
import { connect, type Remote } from '@tsh/remote'
import { mustExec, type Sandbox, startSandbox } from '@tsh/sandbox'
import { waitScript } from '@tsh/testing'
import { sendArchive } from '../../src/images/send-archive.ts'

const megabyte = 1_000_000
const folder = mkdtempSync(join(tmpdir(), 'archive-'))
const archive = join(folder, 'images.tar')
let sandbox: Sandbox
let connection: Remote
/** The server, counting the bytes that are sent to its Docker. */
let remote: Remote
let sent = 0
beforeAll(async () => {
  sandbox = await startSandbox()
  connection = await connect({ ...sandbox.server, knownHosts: sandbox.server.knownHosts.split('\n') })
  remote = {
    ...connection,
    run(command, options) {
      const input = options?.input
      if (typeof input !== 'object' || !('pipe' in input)) return connection.run(command, options)
      const counter = new Transform({
        transform(part: Buffer, _encoding, done) {
          sent += part.length
          done(null, part)
        },
      })
      return connection.run(command, { ...options, input: input.pipe(counter) })
    },
  }
  for (const name of ['one', 'two', 'three']) writeFileSync(join(folder, name), randomBytes(3 * megabyte))
})
afterAll(async () => {
  connection?.close()
  for (const name of ['a', 'b'])
    for (const version of [1, 2, 3])
      execFileSync('docker', ['image', 'rm', '--force', tag(name, version)], { stdio: 'ignore' })
  await sandbox?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const WITH_CONTAINERD = `echo '{"features": {"containerd-snapshotter": true}}' > /root/daemon.json
dockerd --data-root /storage/runs/$REHEARSAL_ID/containerd --config-file /root/daemon.json --bip 10.231.0.1/24 > /var/log/dockerd.log 2>&1 &
${waitScript('docker info > /dev/null 2>&1', { show: 'tail -n 5 /var/log/dockerd.log' })}
docker info --format '{{json .DriverStatus}}' | grep -q io.containerd.snapshotter || { tail -n 5 /var/log/dockerd.log; exit 1; }`

const tag = (name: string, version: number): string => `archive-${sandbox.id}-${name}:v${version}`

/** Builds an image of some files on this machine, each a layer that cannot be compressed. */
function build(name: string, files: readonly string[], ...options: string[]): string {
  const lines = ['FROM scratch', ...files.map((file, at) => `COPY ${file} /${at}`), 'CMD ["/0"]']
  const input = `${lines.join('\n')}\n`
  execFileSync('docker', ['build', '--quiet', '--tag', name, ...options, '--file', '-', folder], { input })
  return name
}

const save = (...images: string[]): Buffer => execFileSync('docker', ['save', '--output', archive, ...images])

/** An image as in the outputs of build-image. */
const built = (image: string): BuiltImage => ({
  ...{ image, reference: '' },
  id: execFileSync('docker', ['image', 'inspect', '--format', '{{.Id}}', image], { encoding: 'utf8' }).trim(),
})

/** Sends images and returns the transferred megabytes. */
async function send(...images: string[]): Promise<number> {
  sent = 0
  const bytes = await sendArchive(remote, archive, images.map(built))
  // The layers are random data, which cannot be compressed.
  expect(Math.abs(bytes - sent)).toBeLessThan(megabyte)
  return Math.round(sent / megabyte)
}

/** Compares a file inside an image on the server with the local one. */
async function expectFile(image: string, path: string, file: string): Promise<void> {
  const found = await mustExec(
    sandbox.server.exec,
    `id=$(docker create ${image}); docker cp -q $id:${path} - | tar -xO | sha256sum; docker rm $id > /dev/null`,
  )
  const content = readFileSync(join(folder, file))
  expect(found.split(' ')[0]).toBe(createHash('sha256').update(content).digest('hex'))
}

test('only missing layers are transferred, and the images are complete', async () => {
  const first = build(tag('a', 1), ['one', 'two'])
  save(first)
  expect(await send(first)).toBe(6)
  expect(await send(first)).toBe(0)
  await expectFile(first, '/1', 'two')

  // The second layer differs; the same layers in a different order are different layers.
  const second = build(tag('a', 2), ['one', 'three'])
  const other = build(tag('b', 2), ['three', 'one'])
  save(second, other)
  expect(await send(second, other)).toBeGreaterThanOrEqual(6)
  expect(sent).toBeLessThan(10 * megabyte)
  await expectFile(second, '/0', 'one')
  await expectFile(second, '/1', 'three')
  await expectFile(other, '/0', 'three')
  expect(await send(second, other)).toBe(0)
})

test('an archive without the image, or a missing archive, is reported', async () => {
  const first = build(tag('a', 1), ['one', 'two'])
  save(first)
  const unknown = { image: 'erp:v9', reference: '', id: `sha256:${'9'.repeat(64)}` }
  const sending = (): Promise<number> => sendArchive(remote, archive, [unknown])
  await expect(sending()).rejects.toThrow(`"${archive}" does not contain image erp:v9 (${unknown.id})`)
  writeFileSync(archive, 'x'.repeat(2000))
  await expect(sending()).rejects.toThrow('is not an image archive')
  rmSync(archive)
  await expect(sending()).rejects.toThrow('does not exist in the workspace')
})

test('a forged archive is refused, and nothing is loaded from it', async () => {
  const names = 'docker image ls --no-trunc --format "{{.ID}} {{.Repository}}:{{.Tag}}" | sort'
  const before = await mustExec(sandbox.server.exec, names)
  const image = build(tag('a', 3), ['two', 'three'])
  const wanted = built(image)
  const forged = built(build(image, ['three']))
  save(image)
  await expect(sendArchive(remote, archive, [wanted])).rejects.toThrow(
    `contains ${image} as ${forged.id}, but the build produced ${wanted.id}`,
  )
  build(image, ['two', 'three'])
  const database = build(tag('b', 3), ['one'])
  save(image, database)
  await expect(sendArchive(remote, archive, [wanted])).rejects.toThrow(`would also load ${database}, which`)
  expect(await mustExec(sandbox.server.exec, names)).toBe(before)
})

test('the archive may tag only one of two images with the same content', async () => {
  const image = build(tag('a', 3), ['two'])
  const other = tag('b', 3)
  execFileSync('docker', ['tag', image, other])
  save(image)
  expect(await send(image, other)).toBe(3)
  await expectFile(other, '/0', 'two')
})

test('an image for another architecture is not sent', async () => {
  const other = process.arch === 'arm64' ? 'amd64' : 'arm64'
  const image = build(tag('a', 3), ['three'], '--platform', `linux/${other}`)
  save(image)
  await expect(send(image)).rejects.toThrow(`image ${image} is built for ${other}, but `)
  expect(sent).toBe(0)
})

test('an image that differs from the sent one is refused', async () => {
  const first = build(tag('a', 1), ['one', 'two'])
  save(first)
  const lying: Remote = {
    ...connection,
    run: (command, options) =>
      command.includes('inspect')
        ? Promise.resolve({ code: 0, stdout: `sha256:${'0'.repeat(64)} ["${first}"]\n`, stderr: '' })
        : connection.run(command, options),
  }
  await expect(sendArchive(lying, archive, [built(first)])).rejects.toThrow(
    /is sha256:0{64} instead of sha256:[0-9a-f]{64}$/,
  )
})

test('a server with the containerd image store gets whole images, and recognizes them afterwards', async () => {
  const { exec } = sandbox.server
  await mustExec(exec, `server-engine stop; ${WITH_CONTAINERD}`)
  const first = build(tag('a', 1), ['one', 'two'])
  save(first)
  expect(await send(first)).toBe(6)
  expect(await send(first)).toBe(0)
  await expectFile(first, '/1', 'two')
})
