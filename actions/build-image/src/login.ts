import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { dockerConfig } from '@tsh/deployment'
import { plainEnvironment } from '@tsh/shell'
import type { BuildInputs } from './inputs.ts'

/** Works with a Docker configuration of its own that holds the login, and removes it afterwards. */
export async function withLogin<T>(
  { registry, login }: BuildInputs,
  work: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (registry === '' || login === undefined) return work(plainEnvironment())
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'docker-'))
  // The builders stay where they are: setup-buildx-action and `docker buildx create` put them there.
  const builders =
    process.env.BUILDX_CONFIG || join(process.env.DOCKER_CONFIG || join(homedir(), '.docker'), 'buildx')
  const environment = plainEnvironment({ DOCKER_CONFIG: folder, BUILDX_CONFIG: builders })
  try {
    await writeFile(join(folder, 'config.json'), dockerConfig(registry, login), { mode: 0o600 })
    return await work(environment)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
