import { loadCompose } from '../compose/load.ts'
import { entriesOf, get, textsOf } from '../yaml/node.ts'
import type { EnvironmentSource } from './environment.ts'
import type { RepositoryFiles } from './files.ts'
import { type Settings, settingPosition } from './settings.ts'
import { templateOf } from './template-of.ts'

/** The environments of the standard, for a repository without a settings file. */
const NAMES = ['staging', 'production']

export function environmentSources(
  files: RepositoryFiles,
  settings: Settings | undefined,
): EnvironmentSource[] {
  const names = settings?.environments ?? NAMES
  return names.map(name => {
    const own = settings?.of(name)
    const found = own ? { composeFiles: [own['compose-file']].flat() } : composeFilesOf(files, name)
    const envFile = own?.['env-file'] ?? envFileIn(files, found.composeFiles) ?? `.env.${name}`
    const template = templateOf(files, envFile, name)
    const [first = ''] = found.composeFiles
    return {
      name,
      envFile,
      ...found,
      at: settings ? settingPosition(settings, name, 'compose-file') : { file: first, line: 1 },
      ...(own ? { settings: own } : {}),
      ...(template ? { template } : {}),
    }
  })
}

const SHORT: Record<string, string> = { production: 'prod', staging: 'stage' }

function composeFilesOf(files: RepositoryFiles, name: string): { composeFiles: string[]; profile?: string } {
  const names = [name, SHORT[name] ?? name].flatMap(word =>
    ['docker-compose', 'compose'].flatMap(stem => ['yml', 'yaml'].map(end => `${stem}.${word}.${end}`)),
  )
  const own = names.find(path => files.has(path))
  const base = baseComposeFile(files)
  if (own) return { composeFiles: base !== undefined && isOverride(files, own) ? [base, own] : [own] }
  const isProfile = base !== undefined && new RegExp(`profiles:.*\\b${name}\\b`).test(files.text(base) ?? '')
  if (isProfile) return { composeFiles: [base], profile: name }
  return { composeFiles: [`docker-compose.${name}.yml`] }
}

/** Whether a file is an override, because a service in it has no image. */
function isOverride(files: RepositoryFiles, path: string): boolean {
  const { root } = loadCompose([path], files.text)
  return entriesOf(get(root, 'services')).some(([, { node }]) => !get(node, 'image') && !get(node, 'build'))
}

/** The env file that the services refer to. */
function envFileIn(files: RepositoryFiles, composeFiles: readonly string[]): string | undefined {
  const { root } = loadCompose(composeFiles, files.text)
  const services = entriesOf(get(root, 'services')).map(([, { node }]) => get(node, 'env_file'))
  const [first] = services.flatMap(node => textsOf(node))
  return first === undefined || /[$/]/.test(first.replace(/^\.\//, ''))
    ? undefined
    : first.replace(/^\.\//, '')
}

/** The default compose file. */
export const baseComposeFile = (files: RepositoryFiles): string | undefined =>
  ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'].find(path => files.has(path))
