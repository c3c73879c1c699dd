import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { plainEnvironment, type Shell } from '@tsh/shell'
import type { BuildInputs } from './inputs.ts'

/** Works with a Docker configuration of its own that holds the login, and removes it afterwards. */
export async function withLogin<T>(
  { registry, login }: BuildInputs,
  shell: Shell,
  work: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (registry === '' || login === undefined) return work(plainEnvironment())
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'docker-'))
  // The builders stay where they are: setup-buildx-action and `docker buildx create` put them there.
  const builders =
    process.env.BUILDX_CONFIG || join(process.env.DOCKER_CONFIG || join(homedir(), '.docker'), 'buildx')
  const environment = plainEnvironment({ DOCKER_CONFIG: folder, BUILDX_CONFIG: builders })
  try {
    const host = registry.split('/')[0] ?? registry
    await shell.run('docker', ['login', '--username', login.username, '--password-stdin', host], {
      input: login.password,
      env: environment,
    })
    return await work(environment)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
