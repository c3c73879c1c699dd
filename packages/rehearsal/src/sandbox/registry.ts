import { setTimeout as sleep } from 'node:timers/promises'
import { docker, run } from '../command.ts'
import { RehearsalError } from '../errors.ts'
import { labels, names, storageVolume } from './labels.ts'

/** Starts the image registry and gives the address under which host and server both know it. */
export async function startRegistry(id: string, image: string, keep: boolean): Promise<string> {
  const { registry, network } = names(id)
  await docker([
    ...['run', '--detach', '--name', registry, '--init', ...labels(id, keep)],
    ...['--network', network, '--network-alias', 'registry', '--publish', '127.0.0.1::5000'],
    ...['--volume', `${storageVolume}:/storage`, '--env', `REHEARSAL_ID=${id}`, image],
  ])
  const address = await publishedAddress(registry, 5000)
  for (let tries = 0; tries < 100; tries++) {
    if (await answers(address)) return address
    await sleep(100)
  }
  const { stdout, stderr } = await run('docker', ['logs', '--tail', '5', registry])
  throw new RehearsalError(`The sandbox's registry did not start: ${stdout}${stderr}`)
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/v2/`, { signal: AbortSignal.timeout(2000) })).ok
  } catch {
    return false
  }
}

/** `127.0.0.1:<port>` that Docker published for a port of a container. */
export async function publishedAddress(container: string, port: number): Promise<string> {
  const address = (await docker(['port', container, `${port}/tcp`]))
    .split('\n')
    .find(line => line.startsWith('127.'))
  if (!address) throw new RehearsalError(`Docker published no port ${port} for ${container}.`)
  return address
}

/** Puts base images into the registry under `library/…`, where the server's engine looks for Docker Hub names. */
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

/** `postgres:15` → `library/postgres:15`; undefined for names of other registries, which no mirror serves. */
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
  const answer = await fetch(`http://${address}/v2/${repository}/manifests/${tag}`, { headers: { accept } })
  if (!answer.ok) return false
  const { config } = (await answer.json()) as { config?: { digest?: string } }
  return config?.digest === id
}
