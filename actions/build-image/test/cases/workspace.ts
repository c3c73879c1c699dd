import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type BundleRun, runBundle } from '@tsh/testing'

export const VERSION = 'v1'

/** A Dockerfile without a base image. */
export const DOCKERFILE = 'FROM scratch\nARG A\nLABEL a=$A\nCOPY Dockerfile /\n'

/** The images that the tests have built in the shared engine. */
const built = new Set<string>()

export interface Built extends BundleRun {
  /** The image names, such as `shop/web:v1`; empty if the action failed. */
  images: string[]
  /** One line with the built images, or the errors. */
  outcome: string
}

interface Settings {
  inputs?: Record<string, string>
  env?: Record<string, string>
}

/**
 * Runs the bundle on a workspace with these files; `compose.yml` is the compose file unless the inputs set another one.
 */
export async function build(
  files: Record<string, string>,
  { inputs = {}, env = {} }: Settings = {},
): Promise<Built> {
  const folder = makeWorkspace(files)
  try {
    const run = await runBundle(
      'build-image',
      {
        version: VERSION,
        archive: join(folder, 'images.tar'),
        ...inputs,
        'compose-file': inFolder(folder, inputs['compose-file'] ?? 'compose.yml'),
      },
      env,
    )
    const images = imagesIn(run)
    for (const image of images) built.add(image)
    const outcome = run.code === 0 ? `built ${images.join(', ')}` : run.errors.join('\n')
    return { ...run, images, outcome }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const inFolder = (folder: string, names: string): string =>
  names
    .split('\n')
    .map(name => join(folder, name))
    .join('\n')

/** A folder with these files. */
export function makeWorkspace(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-'))
  for (const [name, text] of Object.entries({ Dockerfile: DOCKERFILE, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** The output contains no names; the summary has the image names in its first column. */
function imagesIn({ code, summary }: BundleRun): string[] {
  return code === 0 ? [...summary.matchAll(/^\| `([^`]+)` \|/gm)].map(([, image = '']) => image) : []
}

/** Removes what the tests of a file have built. */
export function removeBuilt(): void {
  if (built.size > 0) execFileSync('docker', ['image', 'rm', '--force', ...built], { stdio: 'ignore' })
  built.clear()
}

/** A label of an image in the engine. */
export const labelOf = (image: string, label: string): string =>
  execFileSync('docker', ['image', 'inspect', '--format', `{{index .Config.Labels "${label}"}}`, image], {
    encoding: 'utf8',
  }).trim()

/** The configuration and the history of an image in the engine. */
export const inspected = (image: string): string =>
  ['inspect', 'history --no-trunc --format json']
    .map(command => execFileSync('docker', ['image', ...command.split(' '), image], { encoding: 'utf8' }))
    .join('\n')

/** The errors and warnings of the run. */
export const annotations = ({ stdout }: BundleRun): string =>
  [...stdout.matchAll(/^::(?:error|warning)[^:]*::(.*)$/gm)].map(([, text]) => text).join('\n') || 'nothing'
