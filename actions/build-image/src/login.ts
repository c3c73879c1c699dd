import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDockerLogin } from '@tsh/deployment'
import { plainEnvironment } from '@tsh/shell'
import type { BuildInputs } from './inputs.ts'

/**
 * Works with a Docker configuration of its own that holds the login, and removes it afterwards. All else is the user's:
 * the current context, logins in other registries, plugins and builders.
 */
export async function withLogin<T>(
  { registry, login }: BuildInputs,
  work: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (registry === '' || login === undefined) return work(plainEnvironment())
  const own = process.env.DOCKER_CONFIG || join(homedir(), '.docker')
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'docker-'))
  // The builders stay where they are: setup-buildx-action and `docker buildx create` put them there.
  const builders = process.env.BUILDX_CONFIG || join(own, 'buildx')
  const environment = plainEnvironment({ DOCKER_CONFIG: folder, BUILDX_CONFIG: builders })
  try {
    for (const name of await readdir(own).catch(() => []))
      if (name !== 'config.json') await symlink(join(own, name), join(folder, name))
    const known = await readFile(join(own, 'config.json'), 'utf8').catch(() => '')
    await writeFile(join(folder, 'config.json'), withDockerLogin(known, registry, login), { mode: 0o600 })
    return await work(environment)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
