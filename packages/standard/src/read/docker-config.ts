import { dirname, join } from 'node:path'
import { composeProblem } from '@tsh/deployment'
import { plainEnvironment, type Shell } from '@tsh/shell'
import { composeModel } from '../compose/model.ts'
import type { ComposeModel } from '../compose/service.ts'
import type { EnvFile } from '../env/env-template.ts'
import { BASE, type DockerConfig, type Repository } from '../model/repository.ts'
import { readYaml } from '../yaml/read-yaml.ts'
import { adjusted } from './adjusted-model.ts'
import { type TemporaryFolder, withTemporaryFolder } from './temporary-folder.ts'

/** Compose does not fetch remote includes. */
const NO_REMOTE_INCLUDES = { COMPOSE_EXPERIMENTAL_GIT_REMOTE: '0', COMPOSE_EXPERIMENTAL_OCI_REMOTE: '0' }

/**
 * The output of `docker compose config` for each environment, with the template in place of the env file. Empty if compose
 * is not installed.
 */
export async function readDockerConfigs(
  shell: Shell,
  folder: string,
  repository: Repository,
): Promise<Map<string, DockerConfig>> {
  const configs = new Map<string, DockerConfig>()
  const version = await run(shell, folder, ['version', '--short'])
  if (version?.code !== 0 || repository.composeProblems.length > 0) return configs
  return withTemporaryFolder(async temporary => {
    for (const model of repository.models) {
      const name = model.environment ?? BASE
      const template = repository.environments.find(one => one.name === name)?.template
      const config = await readConfig({ shell, folder, temporary, model, template })
      if (config) configs.set(name, config)
    }
    return configs
  })
}

async function run(shell: Shell, folder: string, args: readonly string[]) {
  const env = plainEnvironment(NO_REMOTE_INCLUDES)
  try {
    return await shell.run('docker', ['compose', ...args], { cwd: folder, env, allowFailure: true })
  } catch {
    return undefined
  }
}

interface Reading {
  shell: Shell
  folder: string
  temporary: TemporaryFolder
  model: ComposeModel
  template: EnvFile | undefined
}

async function readConfig({
  shell,
  folder,
  temporary,
  model,
  template,
}: Reading): Promise<DockerConfig | undefined> {
  const envFile = template ? join(folder, template.path) : await temporary.write('empty.env', '')
  const override = await temporary.write('override.yml', overrideText(model, envFile))
  const files = [...model.files.map(file => join(folder, file)), override]
  const output = await run(shell, folder, [
    ...['--project-directory', dirname(files[0] ?? folder), '--env-file', envFile],
    ...[...files.flatMap(file => ['-f', file]), '--profile', '*', 'config', '--format', 'json'],
  ])
  if (!output) return undefined
  if (output.code !== 0) {
    const problem = problemIn(output.stderr, model, template, override)
    return problem === undefined ? undefined : { problem }
  }
  const { root } = readYaml(model.files[0] ?? '', output.stdout)
  if (root?.kind !== 'map') return undefined
  const resolved = composeModel({ files: model.files, root, valueFor: () => undefined })
  return { adjust: own => adjusted(own, resolved) }
}

/** The env files of a repository exist only on the server, so the template replaces them. */
function overrideText({ services }: ComposeModel, envFile: string): string {
  const entries = services
    .filter(({ envFiles }) => envFiles.length > 0)
    .map(
      ({ name }) =>
        `  ${JSON.stringify(name)}:\n    env_file: !override [{ path: ${JSON.stringify(envFile)} }]\n`,
    )
  return `services:${entries.length === 0 ? ' {}' : ''}\n${entries.join('')}`
}

/** Why compose rejects the files, except for a variable missing in the template, which other rules report. */
function problemIn(
  stderr: string,
  { files }: ComposeModel,
  template: EnvFile | undefined,
  override: string,
): string | undefined {
  const errors = stderr.replace(/^time=.*$/gm, '')
  if (/required variable \w+ is missing a value/.test(errors)) return undefined
  if (errors.includes(override) || /unknown (shorthand )?flag/.test(errors)) return undefined
  const source = { composeFiles: files, envFile: template?.path ?? 'the env file' }
  return composeProblem(stderr, source, 'this machine').replace(
    /^docker compose on this machine rejects /,
    'docker compose rejects ',
  )
}
