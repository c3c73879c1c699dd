import { log, UserError, writeSummary } from '@tsh/action'
import {
  exchangeAndReload,
  findProxy,
  findSite,
  type Nginx,
  type NginxFile,
  otherSlot,
  proveTraffic,
  readComposeModel,
  readFile,
  readNginx,
  type SiteProxy,
  type Slot,
  slotPorts,
  testCandidate,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { SwitchInputs } from './inputs.ts'
import { type SlotFileSetup, slotFileSite } from './slot-file-site.ts'

/**
 * Sets up the slot file in the nginx site, once: shows the diff, tests the whole configuration, reloads, and verifies
 * that the traffic does not move. If anything fails, the site is restored.
 * @param directory the folder of the slot file
 */
export async function installSlotFile(
  inputs: SwitchInputs,
  remote: Remote,
  directory: string,
): Promise<void> {
  const { application, publicUrl } = inputs
  const { placement } = application
  const nginx = await readNginx(remote)
  if (!nginx) throw new UserError(`"allow-install" requires nginx, which was not found on ${remote.name}`)
  if (nginx.files.some(({ content }) => content.includes(directory))) {
    log.info(`nginx already uses ${directory}; nothing to install`)
    return
  }
  const model = await readComposeModel(remote, application, 'none')
  const ports = slotPorts(model, placement)
  const before = await findProxy(
    remote,
    { ...placement, slotDirectory: undefined, proxy: 'nginx-reload' },
    async () => ports,
  )
  const active = await before.current()
  const idle = otherSlot(placement.slots, active)
  const site = await writtenSite(remote, nginx, { ports, active, idle, directory })
  await showDifference(remote, site)
  await testCandidate(remote, nginx, { ...site.file, folder: site.folder })
  const created = await remote.run([
    'sh',
    '-euc',
    CREATE_SLOT_FILE,
    'create the slot file',
    directory,
    active,
    idle,
  ])
  try {
    await exchangeAndReload(remote, site.target, { content: site.file.content })
    await verifyInstallation(inputs, remote, publicUrl, active)
  } catch (error) {
    throw await revertInstallation(remote, site, [directory, created.stdout.trim(), active], error)
  }
  log.info(`Set up the slot file in ${site.target}; traffic stays on ${active}`)
}

/** Prints the nearest folder that already existed. */
const CREATE_SLOT_FILE = `existing=$1; while [ ! -d "$existing" ]; do existing=$(dirname "$existing"); done
mkdir -p -- "$1"; rm -f -- "$1/$3"; touch -- "$1/$2"; echo "$existing"`
const REMOVE_SLOT_FILE = `rm -f -- "$1/$3"
folder=$1; while [ "$folder" != "$2" ]; do rmdir -- "$folder"; folder=$(dirname "$folder"); done`

interface Site {
  /** With the path under which nginx includes it. */
  file: NginxFile
  /** The file itself, if that path is a symlink. */
  target: string
  folder: string
  before: string
}

async function writtenSite(remote: Remote, nginx: Nginx, setup: SlotFileSetup): Promise<Site> {
  const { path } = slotFileSite(nginx.files, setup)
  const target = (await remote.run(['readlink', '-f', path])).stdout.trim()
  const before = (await readFile(remote, target)) ?? ''
  // nginx -T appends a newline to every file, so the content is read from the file itself.
  const files = nginx.files.map(file => (file.path === path ? { path, content: before } : file))
  return {
    file: slotFileSite(files, setup),
    target,
    before,
    folder: target.replace(/\/[^/]*$/, '') || '/',
  }
}

async function showDifference(remote: Remote, { file, target }: Site): Promise<void> {
  const names = ['--label', `${target} (current)`, '--label', `${target} (with a slot file)`]
  const args = ['diff', '-U', '2', ...names, target, '-']
  const { stdout } = await remote.run(args, { input: file.content, allowFailure: true })
  await log.group(`Changes in ${target}`, async () => stdout.split('\n').forEach(log.untrusted))
  await writeSummary(`### Slot file\n\n\`\`\`\`diff\n${stdout.replaceAll('````', '')}\n\`\`\`\`\n`)
}

async function verifyInstallation(
  { application }: SwitchInputs,
  remote: Remote,
  publicUrl: string,
  active: Slot,
): Promise<void> {
  const { placement, healthPath } = application
  const found: SiteProxy = await findProxy(remote, { ...placement, proxy: 'slot-file' }, async () => {
    throw new Error('a slot file needs no ports')
  })
  // After the reload, old workers may still respond for a while.
  const proxy = { ...found, propagationTimeoutMs: 10_000 }
  const site = await findSite(remote, { publicUrl, path: healthPath })
  await proveTraffic(remote, proxy, site, active)
}

/** @returns the error to throw */
async function revertInstallation(
  remote: Remote,
  { target, before }: Site,
  created: [folder: string, existing: string, active: Slot],
  cause: unknown,
): Promise<UserError> {
  const reason = (cause as Error).message
  try {
    if ((await readFile(remote, target)) !== before)
      await exchangeAndReload(remote, target, { content: before })
    await remote.run(['sh', '-euc', REMOVE_SLOT_FILE, 'remove the slot file', ...created])
  } catch (error) {
    return new UserError(
      `the slot file was not set up: ${reason}. Restoring ${target} also failed: ${(error as Error).message}`,
      { cause: error },
    )
  }
  return new UserError(`the slot file was not set up: ${reason}. ${target} is unchanged`, { cause })
}
