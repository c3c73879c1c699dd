import { UserError } from '@tsh/action'
import { DEFAULT_SETTINGS_PATH, type ResolvedSettings } from '@tsh/settings'
import { parseSettings, resolve, type SettingsFile } from '@tsh/settings/file'
import { type At, entryOf, type Node } from '../yaml/node.ts'
import { readYaml } from '../yaml/read-yaml.ts'
import type { RepositoryFiles } from './files.ts'

/** The settings file of a repository. */
export interface Settings {
  path: string
  file: SettingsFile
  root: Node | undefined
  /** The names of the environments. */
  environments: string[]
  of(environment: string): ResolvedSettings
}

/** Reads the settings file, if there is one. @throws UserError when it is not valid */
export function readSettings(files: RepositoryFiles, path = DEFAULT_SETTINGS_PATH): Settings | undefined {
  const text = files.text(path)
  if (text === undefined) return undefined
  const parsed = parseSettings(text)
  if ('problems' in parsed) {
    const [first] = parsed.problems
    throw new UserError(
      `${path} is not valid: line ${first?.line}: ${first?.path} ${first?.message}. See all problems with "npm run settings -- DIR"`,
    )
  }
  const { settings: file } = parsed
  return {
    path,
    file,
    root: readYaml(path, text).root,
    environments: Object.keys(file.environments),
    of: environment => resolve(file, { environment, application: file.application ?? '' }),
  }
}

/** The position of a setting: in the environment, else at the top level, else the environment or the file itself. */
export function settingPosition({ path, root }: Settings, environment: string, ...keys: string[]): At {
  const own = ['environments', environment]
  for (const full of [[...own, ...keys], keys, own]) {
    const at = full.length > 0 ? keyPosition(root, full) : undefined
    if (at) return at
  }
  return { file: path, line: 1 }
}

function keyPosition(root: Node | undefined, keys: readonly string[]): At | undefined {
  let node = root
  let at: At | undefined
  for (const key of keys) {
    const entry = entryOf(node, key)
    if (!entry) return undefined
    at = entry.at
    node = entry.node
  }
  return at
}
