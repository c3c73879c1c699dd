import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { BuiltService, BuiltServices } from '@tsh/deployment'
import { type BundleRun, runBundle, startTcpProxy, waitScript } from '@tsh/testing'
import { testFull, testSample } from '@tsh/testing/full'
import type { DeployInputs } from '../../src/inputs.ts'
import { bundleInputs, imagesInput, onlyError } from '../bundle-runs.ts'
import { composeFile, FINGERPRINT, path, type Scene, startScene, WITHOUT_RECORD } from '../scene.ts'

// Rows 19-24 of the list of bad inputs: the bundle with a faulty server or registry.

const folder = mkdtempSync(join(tmpdir(), 'bad-servers-'))
/** An empty image archive (sparse file) that is larger than any disk. */
const endless = join(folder, 'endless.tar')
const archive = join(folder, 'images.tar')
let scene: Scene
let inputs: Record<string, string>
/** Commits with invalid compose files. */
let broken: Record<'syntax' | 'property' | 'value', DeployInputs>
/** Inputs of a release whose images are transferred over SSH. */
let archived: Record<string, string>
/** The server before the first row, without the records of a deployment. */
let start: string
/** The run whose connection is lost; it waits for the server for two minutes, concurrently with the other rows. */
let cut: { run: Promise<BundleRun> }

beforeAll(async () => {
  scene = await startScene()
  const compose = (from: string, to: string): Record<string, string> => ({
    'compose.yml': composeFile.replace(from, to),
  })
  broken = {
    syntax: await scene.release('v2', compose('services:', 'services: {')),
    property: await scene.release('v3', compose('stop_grace_period: 1s', 'stop_grace_perriod: 1s')),
    value: await scene.release('v4', compose('127.0.0.1:8011:8000', '127.0.0.1:${SECRET}:8000')),
  }
  // "up" waits for a first look at the health, which does not come.
  const neverHealthy = 'stop_grace_period: 1s\n  healthcheck: { test: "true", interval: 1h }'
  const slow = await scene.release('v5', compose('stop_grace_period: 1s', neverHealthy))
  const { version, sha } = await scene.release('v7', { 'compose.yml': composeWithOwnNames() })
  const saved = { version, sha }
  inputs = bundleInputs(scene, await scene.release('v6', { 'compose.yml': composeFile }))
  archived = { ...saved, images: imagesInput(allServices({ id: saveImages() })), archive }
  writeFileSync(endless, '')
  truncateSync(endless, 1e12)
  start = await scene.exec(WITHOUT_RECORD)
  cut = await cutInTheMiddle(slow)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await scene?.stop()
})

const deploy = (changes: Record<string, string>, run = '42'): Promise<BundleRun> =>
  runBundle('ssh-deploy', { ...inputs, ...changes }, { GITHUB_RUN_ID: run })
const errorOf = (run: BundleRun): string =>
  onlyError(run, [...scene.sandbox.secrets, 'correct-horse', 'wrong-horse'])

/** Names of images that no other test has on this machine. */
const ownName = (name: string): string => `${name}-${scene.sandbox.id}`

/** The compose file of the scene with other names. */
const composeWithOwnNames = (): string =>
  composeFile.replace(/(scene|mail):\$\{VERSION\}/g, (_, name) => `${ownName(name)}:\${VERSION}`)

/** A build that has made the same of all services. */
const allServices = (image: BuiltService): BuiltServices =>
  new Map(['app_blue', 'app_green', 'mail'].map(service => [service, image]))

/** The inputs of a release whose images are missing in the registry. */
const missingInRegistry = (): Record<string, string> => ({
  registry: scene.sandbox.registry.address,
  images: imagesInput(allServices({ digest: `sha256:${'0'.repeat(64)}` })),
})

/** Waits until a condition holds on the server. */
const until = (condition: string): Promise<string> => scene.exec(waitScript(condition))

/** Saves an image of 3 MB, under the names of the compose file, that this machine does not keep. @returns its id */
function saveImages(): string {
  const names = ['scene', 'mail'].map(name => `${ownName(name)}:v7`)
  writeFileSync(join(folder, 'file'), randomBytes(3_000_000))
  const build = ['build', '--quiet', ...names.flatMap(name => ['--tag', name]), '--file', '-', folder]
  const id = execFileSync('docker', build, { input: 'FROM scratch\nCOPY file /file\n', encoding: 'utf8' })
  execFileSync('docker', ['save', '--output', archive, ...names])
  execFileSync('docker', ['image', 'rm', '--force', ...names], { stdio: 'ignore' })
  return id.trim()
}

/**
 * Deploys through a TCP proxy that is closed for good once the new container exists, and waits until the server is
 * idle.
 */
async function cutInTheMiddle(release: DeployInputs): Promise<{ run: Promise<BundleRun> }> {
  const { host, port, user, knownHosts } = scene.sandbox.server
  const proxy = await startTcpProxy({ host, port })
  const pinned = knownHosts.replaceAll(`[${host}]:${port}`, `[127.0.0.1]:${proxy.port}`)
  const address = { server: `${user}@127.0.0.1:${proxy.port}`, 'host-key': pinned }
  const run = deploy({ ...bundleInputs(scene, release), ...address, 'health-timeout-seconds': '5' })
  await until('[ -n "$(docker ps -q --filter label=com.docker.compose.service=app_green)" ]')
  await proxy.close()
  await until(`[ ! -e ${path}/.deploy/lease ]`)
  await scene.exec(`for lock in ${path}/.deploy/jobs/*/lock; do flock -s -w 60 "$lock" true; done`)
  return { run }
}

/** How a fault is injected on the server, and how it is removed. */
interface Fault {
  begin: string
  end: string
}

const none: Fault = { begin: 'true', end: 'true' }
const plugins = '/usr/libexec/docker/cli-plugins'
const noCompose: Fault = {
  begin: `mv ${plugins}/docker-compose ${plugins}/kept`,
  end: `mv -f ${plugins}/kept ${plugins}/docker-compose`,
}
/** A compose that reports its version, and prints the output of that version for everything else. */
const otherCompose = (version: string, output: string): Fault => ({
  begin: `${noCompose.begin}; cat > ${plugins}/docker-compose <<'script'
#!/bin/sh
case "$*" in
  docker-cli-plugin-metadata) echo '{"SchemaVersion": "0.1.0", "Vendor": "a test"}' ;;
  "compose version --short") echo ${version} ;;
  *) echo '${output}' >&2; exit 1 ;;
esac
script
chmod 755 ${plugins}/docker-compose`,
  end: noCompose.end,
})
/** The checkout on a separate disk of 8 MB. */
const smallDisk: Fault = {
  begin: `mkdir /mnt/small; mount -t tmpfs -o size=8m tmpfs /mnt/small; cp -a ${path}/. /mnt/small; mount --move /mnt/small ${path}`,
  end: `umount ${path}; rmdir /mnt/small`,
}
/** The folder in which Docker unpacks images, with 1 MB. */
const fullDisk: Fault = {
  begin: `mount -t tmpfs -o size=1m tmpfs "$(docker info --format '{{.DockerRootDir}}')/tmp"`,
  end: `umount "$(docker info --format '{{.DockerRootDir}}')/tmp"`,
}

type Row = [row: string, fault: Fault, changes: () => Record<string, string>, line: RegExp]

/** Runs a row, and compares the server with its state at the beginning, or else before this row. */
async function expectRow(
  [, { begin, end }, changes, line]: Row,
  fingerprint: string,
  beginning?: string,
): Promise<void> {
  await scene.exec(`set -e\n${begin}`)
  try {
    const before = beginning ?? (await scene.exec(fingerprint))
    const run = await deploy(changes())
    expect(errorOf(run)).toMatch(line)
    expect(run.outputs).not.toContain('state')
    expect(await scene.exec(fingerprint)).toBe(before)
  } finally {
    await scene.exec(end)
  }
}

const of = (which: keyof typeof broken) => (): Record<string, string> => {
  const { version, sha } = broken[which]
  return { version, sha }
}

describe('found before anything is changed on the server', () => {
  const rows: Row[] = [
    [
      '19: no space for the images',
      none,
      () => ({ ...archived, archive: endless }),
      /^ssh-deploy: \/\S+ on root@127\.0\.0\.1 has [\d.]+ [MG]B free, but the deployment needs 1000\.\d+ GB\. Free some with /,
    ],
    [
      '20: compose v1',
      otherCompose('1.29.2', 'Define and run multi-container applications with Docker.'),
      () => ({}),
      /^ssh-deploy: docker compose v2 not found on root@127\.0\.0\.1\. Install the package docker-compose-plugin\.?$/,
    ],
    [
      '21: compose file with a value that is not shown',
      none,
      of('value'),
      /^ssh-deploy: docker compose on root@127\.0\.0\.1 rejects compose\.yml.* because of SECRET in \.env\. (Correct compose\.yml|Run "docker compose)/,
    ],
    [
      '19: no space for the checkout',
      smallDisk,
      () => ({}),
      /^ssh-deploy: \/opt\/scene on root@127\.0\.0\.1 has [\d.]+ [KM]B free, but the deployment needs 268 MB\. Free some with /,
    ],
    [
      '20: compose missing',
      noCompose,
      () => ({}),
      /^ssh-deploy: docker compose v2 not found on root@127\.0\.0\.1\. Install the package docker-compose-plugin\.?$/,
    ],
    [
      '20: compose v2 that is too old',
      otherCompose('2.0.0', 'unknown flag: --progress'),
      () => ({}),
      /^ssh-deploy: docker compose 2\.0\.0 on root@127\.0\.0\.1 is too old \(unknown flag: --progress\)\. Upgrade it/,
    ],
    [
      '21: compose file with invalid YAML',
      none,
      of('syntax'),
      /^ssh-deploy: docker compose on root@127\.0\.0\.1 rejects compose\.yml: invalid YAML.*\. Correct compose\.yml/,
    ],
    [
      '21: compose file with an unknown property',
      none,
      of('property'),
      /^ssh-deploy: docker compose on root@127\.0\.0\.1 rejects compose\.yml: .*stop_grace_perriod.*\. Correct compose\.yml/,
    ],
  ]
  testSample(3, rows)('%s', (...row) => expectRow(row, FINGERPRINT))
})

testFull(
  '24: a connection lost for good in "up" leaves an unknown state, from which the next runs recover',
  async () => {
    const run = await cut.run
    expect(errorOf(run)).toMatch(
      /^ssh-deploy: connection lost during "up"; state unknown\. Check with "docker ps" and "tail \/opt\/scene\/\.deploy\/releases\.jsonl" on the server; a rollback is safe/,
    )
    expect(run.outputs).toMatch(/^state<<.*\nunknown\n/)

    // The live version is unchanged; only the unfinished release differs.
    const middle = await scene.exec(WITHOUT_RECORD)
    const differing = [...linesOnlyIn(start, middle), ...linesOnlyIn(middle, start)]
    for (const line of differing)
      expect(line).toMatch(
        / scene-app_green-1 |^\.\/\.deploy\/(v5\.json|jobs\/)| {2}\.\/compose\.yml$|^[0-9a-f]{40}$/,
      )
    expect(middle).toContain(' scene-app_green-1 running')

    const rollback = await runBundle('rollback', {
      ...inputs,
      version: '',
      url: scene.sandbox.publicUrl,
    })
    expect(rollback).toMatchObject({ code: 0, errors: [] })
    expect(rollback.stdout).toContain('never had traffic')

    const next = await deploy(missingInRegistry(), '43')
    expect(next.stdout).toMatch(
      /^Found interrupted release \S+ \(state: started, run https:\S+\/runs\/42\)$/m,
    )
    expect(next.stdout).toMatch(/^Release \S+: abandoned$/m)
    expect(await scene.exec(WITHOUT_RECORD)).toBe(start)
  },
)

function linesOnlyIn(one: string, other: string): string[] {
  const known = new Set(other.split('\n'))
  return one.split('\n').filter(line => !known.has(line))
}

test('23: a lock that another deployment holds is reported with its holder, and nothing is changed', async () => {
  // It waits in its migrations until it is released, then fails.
  const command = 'until [ -e /app/go ]; do sleep 0.1; done; exit 1'
  const holder = deploy({ migrate: command, 'skip-backup-reason': 'a test' }, '123')
  await until('[ -n "$(docker ps -q --filter name=scene-migrations)" ]')
  try {
    const before = await scene.exec(FINGERPRINT)
    const run = await deploy({ 'lock-timeout-seconds': '0' }, '124')
    expect(errorOf(run)).toMatch(
      /^ssh-deploy: another deployment is running on root@127\.0\.0\.1 in \/opt\/scene \(run https:\S+\/runs\/123, by alice, since 20\d\d-\S+Z\)\. Wait for it to finish, then run this again/,
    )
    expect(await scene.exec(FINGERPRINT)).toBe(before)
  } finally {
    await scene.exec('touch /opt/app/go')
    await holder
  }
  expect(errorOf(await holder)).toContain('migrations failed')
  expect(await scene.exec(WITHOUT_RECORD)).toBe(start)
})

describe('found during the deployment, changing only its records', () => {
  const pulled = (login: 'none' | 'wrong' | 'right') => (): Record<string, string> => {
    const { username, password } = scene.sandbox.registry
    if (login === 'none') return missingInRegistry()
    const secret = login === 'right' ? password : 'wrong-horse'
    return { ...missingInRegistry(), 'registry-username': username, 'registry-password': secret }
  }
  const unauthorized =
    /^ssh-deploy: root@127\.0\.0\.1 cannot pull image scene:v6: unauthorized\. Check "registry-username" and "registry-password"/
  const rows: Row[] = [
    [
      '19: a disk that becomes full',
      fullDisk,
      () => archived,
      /^ssh-deploy: in step "upload": "docker load --quiet" on root@127\.0\.0\.1 failed with exit code 1: .*no space left on device/,
    ],
    ['22: no login', none, pulled('none'), unauthorized],
    ['22: wrong password', none, pulled('wrong'), unauthorized],
    [
      '22: no such image',
      none,
      pulled('right'),
      /^ssh-deploy: root@127\.0\.0\.1 cannot pull image scene:v6: manifest unknown\. Rebuild it/,
    ],
  ]
  testSample(2, rows)('%s', (...row) => expectRow(row, WITHOUT_RECORD, start))
})
