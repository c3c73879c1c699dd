import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Generation, imagesOf } from '../engine/generations.ts'
import { docker, run } from '../machine/command.ts'
import type { Log } from '../machine/progress.ts'
import { buildDebian, debianBase, suiteOf } from './debian.ts'

type Build = (reference: string, log: Log) => Promise<void>

const folder = join(import.meta.dirname, '..', '..', 'images')
export const substituteLabel = 'sh.tsh.rehearsal.stand-in'

const byPackages: [pattern: RegExp, context: string, ...buildArguments: string[]][] = [
  [/^postgres:15(\.\d+)?(-alpine|-bookworm)?[\d.]*$/, 'postgres'],
  [/^postgres:17(\.\d+)?(-alpine|-bookworm)?[\d.]*$/, 'postgres', 'MAJOR=17'],
  [/^redis:7(\.\d+)*(-alpine|-bookworm)?[\d.]*$/, 'redis'],
  [/^nginx(:(latest|stable|mainline|alpine|1(\.\d+)*))?(-alpine|-bookworm)?(-slim)?[\d.]*$/, 'nginx'],
  [/^python:3(\.11)?(\.\d+)?(-slim|-bookworm|-slim-bookworm|-alpine)?$/, 'python'],
  [/^node:(18|20)(\.\d+)*(-slim|-alpine|-bookworm|-bookworm-slim)?$/, 'node'],
]

/** How to build a substitute for an image on top of {@link ensureDebian}, if possible. */
export function substituteFor(reference: string): Build | undefined {
  const name = reference.replace(/^(docker\.io\/)?(library\/)?/, '')
  if (suiteOf(name)) return buildDebian
  const [, context, ...buildArguments] = byPackages.find(([pattern]) => pattern.test(name)) ?? []
  if (!context) return undefined
  return tag => buildContext(context, tag, buildArguments)
}

/** The base image of all substitutes: pulled, or bootstrapped. */
export async function ensureDebian(log: Log, base = debianBase): Promise<void> {
  if ((await run('docker', ['image', 'inspect', base])).code === 0) return
  if ((await run('docker', ['pull', '--quiet', base], { timeoutMs: 20_000 })).code !== 0) {
    await buildDebian(base, log)
  }
}

async function buildContext(context: string, tag: string, buildArguments: readonly string[]): Promise<void> {
  const label = `${substituteLabel}=${tag}`
  const given = buildArguments.flatMap(argument => ['--build-arg', argument])
  await docker(['build', '--quiet', '--tag', tag, '--label', label, ...given, join(folder, context)])
}

/**
 * One of the sandbox's own images, rebuilt when its folder or its base changes: the server, the registry, or the engine of
 * a runner with another generation than this machine.
 */
export async function ownImage(
  context: 'server' | 'registry' | 'runner',
  log: Log,
  generation: Generation = 'stable',
): Promise<string> {
  const { base, dockerSuite } = imagesOf(generation)
  await ensureDebian(log, base)
  const id = await docker(['image', 'inspect', '--format', '{{.Id}}', base])
  const tag = `tsh-rehearsal-${context}:${contentHash(join(folder, context), id)}`
  if ((await run('docker', ['image', 'inspect', tag])).code !== 0) {
    log(`Building the sandbox's ${context} image (once) …`)
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
