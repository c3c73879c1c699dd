import { run } from '../machine/command.ts'
import { isAlive } from '../machine/process-identity.ts'
import { recordedTags, removeFolders } from './folder.ts'
import { idLabel, keptOwner, names, ownerLabel, storageVolume } from './labels.ts'

/** Removes the containers, networks, volumes, image tags, folders and stored data of one rehearsal. */
export async function removeSandbox(id: string, cleaner: string): Promise<void> {
  const filter = ['--filter', `label=${idLabel}=${id}`]
  // The registry saves reusable data while it is still running, so this comes first.
  const cleared = await run('docker', [
    ...['exec', names(id).registry, 'sh', '-c'],
    `registry-keep; rm -rf /storage/runs/${id}`,
  ])
  const containers = await list(['ps', '--all', '--quiet', ...filter])
  if (containers.length) await run('docker', ['rm', '--force', '--volumes', ...containers])
  const networks = await list(['network', 'ls', '--quiet', ...filter])
  if (networks.length) await run('docker', ['network', 'rm', ...networks])
  const volumes = await list(['volume', 'ls', '--quiet', ...filter])
  if (volumes.length) await run('docker', ['volume', 'rm', '--force', ...volumes])
  const texts = [`:rehearsal-${id}`, ...recordedTags(id)]
  await removeTags(tag => texts.some(text => tag.includes(text)))
  if (cleared.code !== 0) await removeStored(id, cleaner)
  removeFolders(id)
}

/** Removes matching image tags; layers stay in the engine's build cache. */
async function removeTags(matches: (tag: string) => boolean): Promise<void> {
  const tags = await list(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'])
  const matching = tags.filter(matches)
  if (matching.length) await run('docker', ['image', 'rm', '--force', ...matching])
}

async function removeStored(id: string, image: string): Promise<void> {
  const mount = `${storageVolume}:/storage`
  const command = ['rm', '-rf', `/storage/runs/${id}`]
  await run('docker', ['run', '--rm', '--network=none', '--volume', mount, image, ...command])
}

/** Removes stale resources of rehearsals whose process died without cleaning up. */
export async function removeStale(cleaner: string): Promise<string[]> {
  const format = `{{.Label "${idLabel}"}} {{.Label "${ownerLabel}"}}`
  const kinds = [
    ['ps', '--all'],
    ['network', 'ls'],
  ]
  const lines = await Promise.all(
    kinds.map(kind => list([...kind, '--filter', `label=${ownerLabel}`, '--format', format])),
  )
  const dead = new Set<string>()
  for (const line of lines.flat()) {
    const [id, owner] = line.split(' ')
    if (id && owner && owner !== keptOwner && !isAlive(owner)) dead.add(id)
  }
  for (const id of dead) await removeSandbox(id, cleaner)
  return [...dead]
}

/** Ids of rehearsals that have containers, running or not. */
export async function runsWithContainers(label: string = idLabel): Promise<string[]> {
  const format = ['--format', `{{.Label "${idLabel}"}}`]
  return [...new Set(await list(['ps', '--all', '--filter', `label=${label}`, ...format]))]
}

/** Ids of sandboxes kept by `--keep`, which belong to no process. */
export const keptRuns = (): Promise<string[]> => runsWithContainers(`${ownerLabel}=${keptOwner}`)

async function list(args: readonly string[]): Promise<string[]> {
  const { stdout } = await run('docker', args)
  return stdout
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
}
