import { type Evaluation, evaluate } from './evaluate.ts'
import { repositoryFiles } from './model/files.ts'
import { withRealEnv } from './model/real-env.ts'
import { repositoryOf } from './model/repository.ts'

/** What is known of an environment on the server, as texts. */
export interface ServerFiles {
  environment: string
  /** The settings file in the repository. */
  settings: { path: string; text: string }
  /** The first compose file, relative to the folder of the application. */
  composeFile: string
  /** The output of `docker compose config --format json` for all compose files. */
  composeConfig: string
  /** Relative to the folder of the application. */
  envFile: string
  env: string
  /** The template of the env file in the repository; undefined without one. */
  example?: string | undefined
}

/** Of the rules about env files, those that are about values on the server; the others need the whole repository. */
const RULES = ['ENV-1', 'ENV-2', 'ENV-4', 'ENV-5', 'ENV-6', 'ENV-7', 'ENV-10', 'URL-1', 'URL-3']

/**
 * Applies the rules about env files to the real one of an environment. Findings name keys; the caller masks the secrets of
 * the file before it shows them, as for every text about it.
 * @param today as 2030-12-31
 * @throws UserError when the settings file is not valid
 */
export function checkEnvFile(server: ServerFiles, today: string): Evaluation {
  const { environment, settings, composeFile, composeConfig, envFile, env, example } = server
  const texts = new Map([
    [settings.path, settings.text],
    [composeFile, composeConfig],
  ])
  if (example !== undefined) texts.set(`${envFile}.example`, example)
  const repository = repositoryOf(repositoryFiles(texts), { settingsPath: settings.path })
  const { mode, findings } = evaluate(withRealEnv(repository, environment, env), today)
  return {
    ...(mode === undefined ? {} : { mode }),
    findings: findings.filter(({ id, file }) => file === envFile && RULES.includes(id)),
  }
}
