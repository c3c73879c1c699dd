import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Generation, hasContainerdStore } from '../engine/generations.ts'
import { docker } from '../machine/command.ts'
import { execIn } from './container.ts'
import { labels, names, storageVolume } from './labels.ts'
import type { Registry } from './registry.ts'
import { forwardRegistry, waitForEngine } from './server.ts'

export interface RunnerOptions {
  id: string
  image: string
  keep: boolean
  /** The sandbox's folder, where the runner's tools are installed. */
  folder: string
  registry: Registry
  generation: Generation
}

/**
 * Runs the plugins as programs: the docker command would look for them in the folders of this machine, which has another
 * generation.
 */
const WRAPPER = `#!/bin/sh
here=$(dirname "$0")
case \${1:-} in
  buildx | compose) plugin=$1; shift; exec "$here/../docker-$plugin" "$@" ;;
  *) exec "$here/../docker.bin" "$@" ;;
esac
`

/**
 * Starts the Docker engine of a runner with another generation than this machine.
 * @returns the environment for the runner's steps
 */
export async function startRunner(options: RunnerOptions): Promise<Record<string, string>> {
  const { id, image, keep, generation } = options
  const folder = join(options.folder, 'runner')
  mkdirSync(join(folder, 'bin'), { recursive: true })
  // Access to the engine's socket is root access to its privileged container.
  chmodSync(folder, 0o700)
  writeFileSync(join(folder, 'bin', 'docker'), WRAPPER, { mode: 0o755 })
  const container = names(id).runner
  await docker([
    ...['run', '--detach', '--name', container, '--init', '--privileged', ...labels(id, keep)],
    ...['--network', names(id).network],
    ...['--volume', `${storageVolume}:/storage`, '--volume', `${folder}:/run/runner`],
    ...['--env', `REHEARSAL_ID=${id}`],
    ...['--env', `REHEARSAL_IMAGE_STORE=${hasContainerdStore(generation) ? 'containerd' : ''}`, image],
  ])
  const exec = (command: string, input?: string | Buffer) => execIn(container, command, input)
  await waitForEngine(exec, '/dev/null')
  await exec('chmod 666 /run/runner/docker.sock')
  await forwardRegistry(exec, options.registry)
  return {
    DOCKER_HOST: `unix://${join(folder, 'docker.sock')}`,
    PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
  }
}
