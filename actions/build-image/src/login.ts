import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepForPost, keptByMain } from '@tsh/action'
import { hasDockerLogin, withDockerLogin } from '@tsh/deployment'
import { plainEnvironment } from '@tsh/shell'
import type { BuildInputs } from './inputs.ts'

/** Name of the saved state: the folder with the login, in case the main step is killed before removing it. */
const FOLDER = 'login'

/**
 * Runs work with a dedicated Docker configuration that contains the login, and removes it afterwards. Everything else
 * is the user's: the current context, logins to other registries, plugins and builders.
 */
export async function withLogin<T>(
  { registry, login }: Pick<BuildInputs, 'registry' | 'login'>,
  work: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  if (registry === undefined || login === undefined) return work(plainEnvironment())
  const own = process.env.DOCKER_CONFIG || join(homedir(), '.docker')
  const known = await readFile(join(own, 'config.json'), 'utf8').catch(() => '')
  if (login.isJobToken && hasDockerLogin(known, registry)) return work(plainEnvironment())
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'docker-'))
  keepForPost(FOLDER, folder)
  // The builders stay where setup-buildx-action and `docker buildx create` have put them.
  const builders = process.env.BUILDX_CONFIG || join(own, 'buildx')
  const environment = plainEnvironment({ DOCKER_CONFIG: folder, BUILDX_CONFIG: builders })
  try {
    for (const name of await readdir(own).catch(() => []))
      if (name !== 'config.json') await symlink(join(own, name), join(folder, name))
    await writeFile(join(folder, 'config.json'), withDockerLogin(known, registry, login), { mode: 0o600 })
    return await work(environment)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes the login that a killed main step has left behind. */
export async function removeLogin(): Promise<void> {
  const folder = keptByMain(FOLDER)
  if (folder !== '') await rm(folder, { recursive: true, force: true })
}
