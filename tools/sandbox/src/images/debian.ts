import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { mirrorOf, sourcesOfSuite } from '../engine/apt-sources.ts'
import { TESTING_SUITE } from '../engine/generations.ts'
import { aptSources, canInstall, ensurePackages } from '../engine/packages.ts'
import { must } from '../machine/command.ts'
import type { Tell } from '../machine/progress.ts'
import { standInLabel } from './stand-ins.ts'

export const debianBase = 'debian:12-slim'

const SUITES: [pattern: RegExp, suite: string][] = [
  [/^debian:(12|bookworm)(-slim)?$/, 'bookworm'],
  [new RegExp(`^debian:${TESTING_SUITE}-slim$`), TESTING_SUITE],
]

/** The suite that an image of Debian holds, when a stand-in can be made for it. */
export const suiteOf = (reference: string): string | undefined =>
  SUITES.find(([pattern]) => pattern.test(reference))?.[1]

/** A stand-in for an image of Debian, such as `debian:12-slim`, from the machine's own mirror. */
export async function buildDebian(reference: string, tell: Tell): Promise<void> {
  const suite = suiteOf(reference)
  const sources = aptSources()
  const mirror = mirrorOf(sources.map(([, text]) => text))
  if (!canInstall() || !mirror || !suite) {
    throw new UserError(
      `The image ${reference} cannot be pulled, and only root on Debian can build a stand-in for it. Make a registry reachable or \`docker load\` the image.`,
    )
  }
  tell(`Bootstrapping a stand-in for ${reference} with debootstrap (about half a minute) …`)
  await ensurePackages(['debootstrap', 'debian-archive-keyring'])
  const root = mkdtempSync(join(tmpdir(), 'tsh-rehearsal-debian-'))
  try {
    await must('debootstrap', ['--variant=minbase', suite, root, mirror], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
    trim(root, sources, suite)
    await importRoot(root, reference)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Like the official slim image: no package lists, packages, manuals or translations; the machine's sources for security updates too. */
function trim(root: string, sources: readonly [string, string][], suite: string): void {
  const emptied = ['var/lib/apt/lists', 'var/cache/apt/archives', 'usr/share/doc', 'usr/share/man']
  for (const path of [...emptied, 'usr/share/locale']) {
    rmSync(join(root, path), { recursive: true, force: true })
    mkdirSync(join(root, path), { recursive: true })
  }
  rmSync(join(root, 'etc/apt/sources.list'), { force: true })
  const seen = new Set<string>()
  for (const [name, text] of sources) {
    const copy = sourcesOfSuite(text, suite)
    if (!copy || seen.has(copy)) continue
    seen.add(copy)
    writeFileSync(join(root, 'etc/apt/sources.list.d', name), copy)
  }
  const excluded = ['doc', 'man', 'locale'].map(folder => `path-exclude /usr/share/${folder}/*\n`)
  writeFileSync(join(root, 'etc/dpkg/dpkg.cfg.d/docker'), excluded.join(''))
  // Testing's package lists expire after a week and a mirror may be older; their signatures are still checked.
  if (suite === TESTING_SUITE)
    writeFileSync(join(root, 'etc/apt/apt.conf.d/mirror-age'), 'Acquire::Check-Valid-Until "false";\n')
  // Without it, every image built on this one would keep the packages that it has installed.
  const clean =
    'rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true'
  writeFileSync(
    join(root, 'etc/apt/apt.conf.d/docker-clean'),
    `DPkg::Post-Invoke { "${clean}"; };\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n`,
  )
}

async function importRoot(root: string, reference: string): Promise<void> {
  const archive = `${root}.tar`
  try {
    await must('tar', ['--numeric-owner', '-C', root, '-cf', archive, '.'])
    const changes = ['CMD ["bash"]', `LABEL ${standInLabel}=${reference}`].flatMap(change => [
      '--change',
      change,
    ])
    await must('docker', ['import', ...changes, archive, reference])
  } finally {
    rmSync(archive, { force: true })
  }
}
