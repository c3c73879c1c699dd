import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import { docker, failure, run } from '../machine/command.ts'
import { execIn, isRunning, START_SECONDS, stateOf } from './container.ts'
import { labels, names, storageVolume } from './labels.ts'
import { runsWithContainers } from './remove.ts'

/** Addresses of the registry, valid on host and server. */
export interface Registry {
  /** Requires the password; used by the deployment. */
  address: string
  username: string
  password: string
  /** The same data without a password: base images, and images that the rehearsal itself transfers. */
  open: string
}

/** Starts the image registry with one account. @param username unique by default */
export async function startRegistry(
  id: string,
  image: string,
  keep: boolean,
  username = `deployer-${randomBytes(3).toString('hex')}`,
): Promise<Registry> {
  const { registry, network } = names(id)
  const others = (await runsWithContainers()).join(' ')
  await docker([
    ...['run', '--detach', '--name', registry, '--init', ...labels(id, keep)],
    ...['--network', network, '--network-alias', 'registry'],
    ...['--publish', '127.0.0.1::5000', '--publish', '127.0.0.1::5001'],
    ...['--env', `REHEARSAL_ID=${id}`, '--env', `REHEARSAL_OTHERS=${others}`],
    ...['--volume', `${storageVolume}:/storage`, image],
  ])
  const password = randomBytes(18).toString('base64url')
  const account = await execIn(registry, `registry-account ${username}`, `${password}\n`)
  if (account.code !== 0) throw new UserError(failure(['registry-account', username], account))
  const [address, open] = await Promise.all([
    publishedAddress(registry, 5000),
    publishedAddress(registry, 5001),
  ])
  await Promise.all([ready(registry, address, 401), ready(registry, open, 200)])
  return { address, username, password, open }
}

async function ready(container: string, address: string, status: number): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000
  for (;;) {
    const seen = await statusOf(address)
    if (seen === status) return
    if (Date.now() > deadline || !(await isRunning(container))) {
      throw new UserError(
        `the sandbox's registry did not start: http://${address}/v2/ returned ${seen}, expected HTTP ${status}. ${await stateOf(container)}`,
      )
    }
    await sleep(100)
  }
}

async function statusOf(address: string): Promise<number | string> {
  try {
    return (await fetch(`http://${address}/v2/`, { signal: AbortSignal.timeout(2000) })).status
  } catch (error) {
    return String((error as Error).cause ?? error)
  }
}

/** The published address of a container port, `127.0.0.1:<port>`. */
export async function publishedAddress(container: string, port: number): Promise<string> {
  const address = (await docker(['port', container, `${port}/tcp`]))
    .split('\n')
    .find(line => line.startsWith('127.'))
  if (!address) throw new UserError(`Docker did not publish port ${port} of ${container}`)
  return address
}

/** Pushes base images to `library/…` in the registry, where the server's engine looks for Docker Hub names. */
export async function mirrorImages(address: string, references: readonly string[]): Promise<void> {
  await Promise.all([...new Set(references)].map(reference => mirror(address, reference)))
}

async function mirror(address: string, reference: string): Promise<void> {
  const name = mirrorName(reference)
  if (!name) return
  const id = await docker(['image', 'inspect', '--format', '{{.Id}}', reference])
  if (await holds(address, name, id)) return
  const target = `${address}/${name}`
  await docker(['tag', reference, target])
  try {
    await docker(['push', '--quiet', target])
  } finally {
    await run('docker', ['image', 'rm', target])
  }
}

/** `postgres:15` → `library/postgres:15`; undefined for other registries, which cannot be mirrored. */
export function mirrorName(reference: string): string | undefined {
  const name = reference.replace(/^docker\.io\//, '')
  const [first = '', ...rest] = name.split('/')
  if (rest.length === 0) return `library/${name}`
  return /[.:]|^localhost$/.test(first) ? undefined : name
}

async function holds(address: string, name: string, id: string): Promise<boolean> {
  const [repository, tag = 'latest'] = name.split(':')
  const accept =
    'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json'
  const response = await fetch(`http://${address}/v2/${repository}/manifests/${tag}`, { headers: { accept } })
  if (!response.ok) return false
  const { config } = (await response.json()) as { config?: { digest?: string } }
  return config?.digest === id
}
