import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import type { RegistryLogin } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { application, localRemote } from '@tsh/testing'
import { pullImages } from '../../src/images/pull-images.ts'

// The registry login is passed on stdin, stored in the job folder, and removed with it.

let path: string
let seen: string
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'pull-'))
  seen = join(path, 'seen')
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
})
afterEach(async () => {
  jest.restoreAllMocks()
  await rm(path, { recursive: true })
})

const LOGIN = { username: 'acme', password: 'correct-horse' }
const AUTH = Buffer.from('acme:correct-horse').toString('base64')
const images = [{ image: 'erp:v1', reference: `ghcr.io/acme/erp@sha256:${'c'.repeat(64)}` }]

/** Pulls on this machine with a fake Docker that records its configuration, then runs a script. */
async function pull(then: string, login: RegistryLogin = LOGIN): Promise<string[]> {
  const docker = `#!/bin/sh
[ "$1" = pull ] || exit 0
{ echo "$DOCKER_CONFIG"; stat -c '%a %n' "$DOCKER_CONFIG" "$DOCKER_CONFIG/config.json"; cat "$DOCKER_CONFIG/config.json"; echo; } > '${seen}.new'
mv '${seen}.new' '${seen}'
${then}
`
  await writeFile(join(path, 'docker'), docker)
  await chmod(join(path, 'docker'), 0o755)
  const lines: string[] = []
  const server = localRemote({ PATH: `${path}:${process.env.PATH}`, HOME: path })
  const recording: Remote = {
    ...server,
    stream(command) {
      lines.push(command.join(' '))
      return server.stream(command)
    },
  }
  await pullImages(recording, { application: { ...application, path }, login }, images).catch(() => {})
  return lines
}

/** Files below the server's folder that contain the login, other than what the fake Docker recorded. */
async function left(): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const texts = await Promise.all(files.filter(file => file !== seen).map(file => readFile(file, 'utf8')))
  return files.filter((_, at) => texts[at]?.includes(AUTH))
}

test.each([
  ['succeeds', 'exit 0'],
  ['fails', 'exit 1'],
  ['is stopped with all its processes', 'kill -TERM 0; sleep 5'],
  ['is stopped twice', 'kill -TERM $PPID; kill -TERM $PPID; sleep 1'],
])('a pull that %s leaves no login behind', async (_name, then) => {
  const commands = await pull(then)
  const [folder = '', ...noted] = (await readFile(seen, 'utf8')).trim().split('\n')
  expect(folder).toMatch(new RegExp(`^${path}/\\.deploy/jobs/[0-9a-f-]{36}/docker$`))
  expect(noted).toEqual([
    `700 ${folder}`,
    `600 ${folder}/config.json`,
    JSON.stringify({ auths: { 'ghcr.io': { auth: AUTH } } }),
  ])
  // A stopped one removes it a little later.
  for (let tries = 0; tries < 200 && (await left()).length > 0; tries++) await sleep(100)
  expect(await left()).toEqual([])
  expect(commands.join('\n')).toContain('docker pull')
  expect(commands.join('\n')).not.toContain(AUTH)
})

test('a login of the server takes precedence over the token of the job', async () => {
  const job = { ...LOGIN, isJobToken: true }
  await pull('exit 0', job)
  expect(await readFile(seen, 'utf8')).toContain(AUTH)
  await rm(seen)
  await mkdir(join(path, '.docker'))
  await writeFile(join(path, '.docker', 'config.json'), '{"auths":{"ghcr.io":{"auth":"own"}}}')
  // Docker reads the user's own configuration when DOCKER_CONFIG is empty.
  await pull('exit 0', job)
  expect(await readFile(seen, 'utf8')).not.toContain(AUTH)
})
