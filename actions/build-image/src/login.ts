import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepForPost, keptByMain } from '@tsh/action'
import { withDockerLogin } from '@tsh/deployment'
import { plainEnvironment } from '@tsh/shell'
import type { BuildInputs } from './inputs.ts'

/** State of the action: the folder with the login, for a main step that is killed before it has removed it. */
const FOLDER = 'login'

/**
 * Works with a dedicated Docker configuration that holds the login, and removes it afterwards. All else is the user's:
 * the current context, logins in other registries, plugins and builders.
 */
export async function withLogin<T>(
  { registry, login }: BuildInputs,
  work: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (registry === undefined || login === undefined) return work(plainEnvironment())
  const own = process.env.DOCKER_CONFIG || join(homedir(), '.docker')
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'docker-'))
  keepForPost(FOLDER, folder)
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

/** Removes what a main step that was killed has left. */
export async function removeLogin(): Promise<void> {
  const folder = keptByMain(FOLDER)
  if (folder !== '') await rm(folder, { recursive: true, force: true })
}
