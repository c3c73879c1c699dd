import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { must, run } from '../machine/command.ts'
import type { Log } from '../machine/progress.ts'
import { sourcesOfSuite } from './apt-sources.ts'
import { STABLE_SUITE as newer } from './generations.ts'

const nonInteractive = { DEBIAN_FRONTEND: 'noninteractive' }

/** Whether packages can be installed: root on Debian or a derivative. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Installs engine, client, compose and buildx from the distribution, and debootstrap for base images. */
export async function installEngine(log: Log): Promise<void> {
  log("Docker is missing: installing the distribution's packages (about a minute) …")
  await must('apt-get', ['update', '-q'], { env: nonInteractive })
  if (await hasCandidate('docker-compose-v2')) {
    return await install(['docker.io', 'docker-compose-v2', 'docker-buildx'])
  }
  if (!(await hasCandidate('docker-buildx'))) {
    addNewerSuite()
    await must('apt-get', ['update', '-q'], { env: nonInteractive })
  }
  const suite = existsSync(`/etc/apt/preferences.d/${newer}`) ? ['-t', newer] : []
  await install([...suite, 'docker.io', 'docker-cli', 'docker-compose', 'docker-buildx'])
}

async function install(packages: readonly string[]): Promise<void> {
  await must('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages, 'iptables'], {
    env: nonInteractive,
  })
}

/** Installs missing packages. */
export async function ensurePackages(names: readonly string[]): Promise<void> {
  const { code } = await run('dpkg', ['-s', ...names])
  if (code === 0) return
  await must('apt-get', ['update', '-q'], { env: nonInteractive })
  await must('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], { env: nonInteractive })
}

async function hasCandidate(name: string): Promise<boolean> {
  const { stdout } = await run('apt-cache', ['policy', name])
  return /Candidate: (?!\(none\))/.test(stdout)
}

/** Adds the machine's own sources for the newer suite, pinned below all installed packages. */
function addNewerSuite(): void {
  for (const [name, text] of aptSources()) {
    const copy = sourcesOfSuite(text, newer)
    if (copy) writeFileSync(join('/etc/apt/sources.list.d', `${newer}-${name}`), copy)
  }
  writeFileSync(
    `/etc/apt/preferences.d/${newer}`,
    `Package: *\nPin: release n=${newer}*\nPin-Priority: 100\n`,
  )
}

/** The apt source files of this machine by name. */
export function aptSources(): [name: string, text: string][] {
  const folder = '/etc/apt/sources.list.d'
  const files = existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : []
  return ['/etc/apt/sources.list', ...files]
    .filter(file => /\.(list|sources)$/.test(file) && existsSync(file))
    .map(file => [file.split('/').at(-1) ?? file, readFileSync(file, 'utf8')])
}
