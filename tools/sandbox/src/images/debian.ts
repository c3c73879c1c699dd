import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { mirrorOf, sourcesOfSuite } from '../engine/apt-sources.ts'
import { TESTING_SUITE } from '../engine/generations.ts'
import { aptSources, canInstall, ensurePackages } from '../engine/packages.ts'
import { must } from '../machine/command.ts'
import type { Log } from '../machine/progress.ts'
import { substituteLabel } from './substitutes.ts'

export const debianBase = 'debian:12-slim'

const SUITES: [pattern: RegExp, suite: string][] = [
  [/^debian:(12|bookworm)(-slim)?$/, 'bookworm'],
  [new RegExp(`^debian:${TESTING_SUITE}-slim$`), TESTING_SUITE],
]

/** The suite of a Debian image, if a substitute can be built for it. */
export const suiteOf = (reference: string): string | undefined =>
  SUITES.find(([pattern]) => pattern.test(reference))?.[1]

/** A substitute for a Debian image, such as `debian:12-slim`, built from the machine's own mirror. */
export async function buildDebian(reference: string, log: Log): Promise<void> {
  const suite = suiteOf(reference)
  const sources = aptSources()
  const mirror = mirrorOf(sources.map(([, text]) => text))
  if (!canInstall() || !mirror || !suite) {
    throw new UserError(
      `the image ${reference} cannot be pulled, and only root on Debian can build a substitute. Make a registry reachable or \`docker load\` the image`,
    )
  }
  log(`Bootstrapping a substitute for ${reference} with debootstrap (about half a minute) …`)
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

/** Like the official slim image: no package lists, packages, manuals or translations; also configures the sources for security updates. */
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
  // Testing's package lists expire after a week, and a mirror may be older; signatures are still verified.
  if (suite === TESTING_SUITE)
    writeFileSync(join(root, 'etc/apt/apt.conf.d/mirror-age'), 'Acquire::Check-Valid-Until "false";\n')
  // Without it, every derived image would keep its downloaded packages.
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
    const changes = ['CMD ["bash"]', `LABEL ${substituteLabel}=${reference}`].flatMap(change => [
      '--change',
      change,
    ])
    await must('docker', ['import', ...changes, archive, reference])
  } finally {
    rmSync(archive, { force: true })
  }
}
