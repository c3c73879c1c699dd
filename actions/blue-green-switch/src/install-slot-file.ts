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
 * Sets the slot file up in the site of nginx, once: shows what changes, tests the whole, reloads, and proves that the
 * traffic stays where it is. When anything is wrong the site is as it was.
 */
export async function installSlotFile(inputs: SwitchInputs, remote: Remote): Promise<void> {
  const { application, publicUrl } = inputs
  const { slotDirectory: directory } = application
  const nginx = await readNginx(remote)
  if (!nginx) throw new UserError(`"allow-install" needs nginx, and ${remote.name} has none`)
  if (nginx.files.some(({ content }) => content.includes(directory))) {
    log.info(`nginx looks into ${directory} already; nothing to install`)
    return
  }
  const model = await readComposeModel(remote, application, 'none')
  const ports = slotPorts(model, application)
  const before = await findProxy(
    remote,
    { ...application, slotDirectory: '', proxy: 'nginx-reload' },
    async () => ports,
  )
  const active = await before.current()
  const idle = otherSlot(application.slots, active)
  const site = await writtenSite(remote, nginx, { ports, active, idle, directory })
  await showDifference(remote, site)
  await testCandidate(remote, nginx, { ...site.file, folder: site.folder })
  const made = await remote.run(['sh', '-euc', MAKE, 'make the slot file', directory, active, idle])
  try {
    await exchangeAndReload(remote, site.target, { content: site.file.content })
    await provenInstalled(inputs, remote, publicUrl, active)
  } catch (cause) {
    throw await takenBack(remote, site, [directory, made.stdout.trim(), active], cause)
  }
  log.info(`The slot file is set up in ${site.target}; traffic is on ${active} as before`)
}

/** Prints the nearest folder that was there before. */
const MAKE = `there=$1; while [ ! -d "$there" ]; do there=$(dirname "$there"); done
mkdir -p -- "$1"; rm -f -- "$1/$3"; touch -- "$1/$2"; echo "$there"`
const UNMAKE = `rm -f -- "$1/$3"
folder=$1; while [ "$folder" != "$2" ]; do rmdir -- "$folder"; folder=$(dirname "$folder"); done`

interface Site {
  /** Under the path by which nginx includes it. */
  file: NginxFile
  /** The file itself, where that path is a link. */
  target: string
  folder: string
  before: string
}

async function writtenSite(remote: Remote, nginx: Nginx, setup: SlotFileSetup): Promise<Site> {
  const { path } = slotFileSite(nginx.files, setup)
  const target = (await remote.run(['readlink', '-f', path])).stdout.trim()
  const before = (await readFile(remote, target)) ?? ''
  // nginx -T ends every file with a newline of its own; what is written comes from the file itself.
  const files = nginx.files.map(file => (file.path === path ? { path, content: before } : file))
  return {
    file: slotFileSite(files, setup),
    target,
    before,
    folder: target.replace(/\/[^/]*$/, '') || '/',
  }
}

async function showDifference(remote: Remote, { file, target }: Site): Promise<void> {
  const names = ['--label', `${target} (now)`, '--label', `${target} (with a slot file)`]
  const words = ['diff', '-U', '2', ...names, target, '-']
  const { stdout } = await remote.run(words, { input: file.content, allowFailure: true })
  await log.group(`What changes in ${target}`, async () => stdout.split('\n').forEach(log.untrusted))
  await writeSummary(`### Slot file\n\n\`\`\`\`diff\n${stdout.replaceAll('````', '')}\n\`\`\`\`\n`)
}

async function provenInstalled(
  { application }: SwitchInputs,
  remote: Remote,
  publicUrl: string,
  active: Slot,
): Promise<void> {
  const found: SiteProxy = await findProxy(remote, { ...application, proxy: 'slot-file' }, async () => {
    throw new Error('a slot file needs no ports')
  })
  // This once there was a reload, and the old workers may still answer.
  const proxy = { ...found, propagationTimeoutMs: 10_000 }
  const site = await findSite(remote, { publicUrl, path: application.healthPath })
  await proveTraffic(remote, proxy, site, active)
}

/** @returns the error to end with */
async function takenBack(
  remote: Remote,
  { target, before }: Site,
  made: [folder: string, there: string, active: Slot],
  cause: unknown,
): Promise<UserError> {
  const reason = (cause as Error).message
  try {
    if ((await readFile(remote, target)) !== before)
      await exchangeAndReload(remote, target, { content: before })
    await remote.run(['sh', '-euc', UNMAKE, 'remove the slot file', ...made])
  } catch (second) {
    return new UserError(
      `the slot file was not set up: ${reason}. Putting ${target} back failed as well: ${(second as Error).message}`,
      { cause: second },
    )
  }
  return new UserError(`the slot file was not set up: ${reason}. ${target} is as it was`, { cause })
}
