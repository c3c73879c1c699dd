import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Generation, imagesOf } from '../engine/generations.ts'
import { docker, run } from '../machine/command.ts'
import type { Tell } from '../machine/progress.ts'
import { buildDebian, debianBase, suiteOf } from './debian.ts'

type Build = (reference: string, tell: Tell) => Promise<void>

const folder = join(import.meta.dirname, '..', '..', 'images')
export const standInLabel = 'sh.tsh.rehearsal.stand-in'

const byPackages: [pattern: RegExp, context: string, ...buildArguments: string[]][] = [
  [/^postgres:15(\.\d+)?(-alpine|-bookworm)?[\d.]*$/, 'postgres'],
  [/^postgres:17(\.\d+)?(-alpine|-bookworm)?[\d.]*$/, 'postgres', 'MAJOR=17'],
  [/^redis:7(\.\d+)*(-alpine|-bookworm)?[\d.]*$/, 'redis'],
  [/^python:3(\.11)?(\.\d+)?(-slim|-bookworm|-slim-bookworm|-alpine)?$/, 'python'],
  [/^node:(18|20)(\.\d+)*(-slim|-alpine|-bookworm|-bookworm-slim)?$/, 'node'],
]

/** How to build a stand-in for an image on what {@link ensureDebian} brings, when that is possible. */
export function standInFor(reference: string): Build | undefined {
  const name = reference.replace(/^(docker\.io\/)?(library\/)?/, '')
  if (suiteOf(name)) return buildDebian
  const [, context, ...buildArguments] = byPackages.find(([pattern]) => pattern.test(name)) ?? []
  if (!context) return undefined
  return tag => buildContext(context, tag, buildArguments)
}

/** What all stand-ins are built on: pulled, or bootstrapped. */
export async function ensureDebian(tell: Tell, base = debianBase): Promise<void> {
  if ((await run('docker', ['image', 'inspect', base])).code === 0) return
  if ((await run('docker', ['pull', '--quiet', base], { timeoutMs: 20_000 })).code !== 0) {
    await buildDebian(base, tell)
  }
}

async function buildContext(context: string, tag: string, buildArguments: readonly string[]): Promise<void> {
  const label = `${standInLabel}=${tag}`
  const given = buildArguments.flatMap(argument => ['--build-arg', argument])
  await docker(['build', '--quiet', '--tag', tag, '--label', label, ...given, join(folder, context)])
}

/**
 * An image of ours, built once for each content of its folder and its base: the server and its registry, and the engine
 * of a runner of another generation than this machine's.
 */
export async function ownImage(
  context: 'server' | 'registry' | 'runner',
  tell: Tell,
  generation: Generation = 'stable',
): Promise<string> {
  const { base, dockerSuite } = imagesOf(generation)
  await ensureDebian(tell, base)
  const id = await docker(['image', 'inspect', '--format', '{{.Id}}', base])
  const tag = `tsh-rehearsal-${context}:${contentHash(join(folder, context), id)}`
  if ((await run('docker', ['image', 'inspect', tag])).code !== 0) {
    tell(`Building the sandbox's ${context} image (once) …`)
    const suite = context === 'server' ? [`DOCKER_SUITE=${dockerSuite}`] : []
    await buildContext(context, tag, [`BASE=${base}`, ...suite])
  }
  return tag
}

function contentHash(directory: string, base: string): string {
  const hash = createHash('sha256').update(base)
  for (const file of readdirSync(directory).sort())
    hash.update(file).update(readFileSync(join(directory, file)))
  return hash.digest('hex').slice(0, 12)
}
