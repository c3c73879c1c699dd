import { type Evaluation, evaluate, type Mode } from './evaluate.ts'
import { repositoryOf } from './model/repository.ts'
import { readDockerConfigs } from './read/docker-config.ts'
import { type ReadOptions, type ReadPorts, readFiles } from './read/read-files.ts'

export interface CheckOptions extends ReadOptions {
  /** The folder of the repository. */
  folder: string
  /** Relative to the folder; default `.github/deploy.yml`. */
  settingsPath?: string | undefined
  /** Replaces that of the settings. */
  mode?: Mode
  /** As 2030-12-31. */
  today: string
  /** Whether to skip `docker compose config`, which is used by default where it is installed. */
  withoutDocker?: boolean
}

/** Reads a repository and applies the rules. @throws UserError when it cannot be read, or its settings are not valid */
export async function checkRepository(ports: ReadPorts, options: CheckOptions): Promise<Evaluation> {
  const { folder, settingsPath, mode, today, withoutDocker } = options
  const files = await readFiles(ports, folder, options)
  const repository = repositoryOf(files, { settingsPath })
  if (withoutDocker) return evaluate(repository, today, mode)
  const docker = await readDockerConfigs(ports.shell, folder, repository)
  const known = docker.size > 0 ? repositoryOf(files, { settingsPath, docker }) : repository
  return evaluate(known, today, mode)
}
