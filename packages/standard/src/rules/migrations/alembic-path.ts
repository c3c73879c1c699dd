import { posix } from 'node:path'
import { type BuiltImage, builtImages, type Repository } from '../../model/repository.ts'
import { applicationServices } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'
import { scriptOf, stepsIn } from '../../workflows/workflow.ts'
import { get, textsOf } from '../../yaml/node.ts'
import { ownAlembics } from './own-alembics.ts'

export const alembicFound: Rule = {
  id: 'MIG-1',
  severity: 'E',
  title: 'alembic.ini is at the path that the pipeline uses.',
  fix: 'Set `migrate: alembic -c database/alembic.ini upgrade head` in the settings file.',
  check: repository => {
    const found = ownAlembics(repository)
    const [first] = found
    if (!first) return []
    const wanted = commandsOf(repository).flatMap(configPaths)
    return wanted
      .filter(({ path, folders }) => !found.some(({ ini }) => isAt(ini, path, folders)))
      .slice(0, 1)
      .map(({ path }) => ({
        at: { file: first.ini, line: 1 },
        message: `the pipeline looks for ${path}, but the file is ${first.ini}`,
      }))
  },
}

interface MigrationCommand {
  command: string
  /** Its possible working directories. */
  folders: string[]
}

/** Migration commands of the settings, else of the workflows and scripts. */
function commandsOf(repository: Repository): MigrationCommand[] {
  const { environments, workflows, files } = repository
  const images = applicationImages(repository)
  const roots = [
    '.',
    ...images.flatMap(({ context, dockerfile }) => [context.folder, posix.dirname(dockerfile.path)]),
  ]
  if (environments.some(({ settings }) => settings))
    return environments
      .flatMap(({ settings }) => settings?.migrate ?? [])
      .map(command => ({ command, folders: roots }))
  const scripts = files.paths
    .filter(path => /\.(sh|bash)$/.test(path))
    .map(path => ({
      text: files.text(path) ?? '',
      folders: [posix.dirname(path), posix.dirname(posix.dirname(path))],
    }))
  const steps = workflows.flatMap(stepsIn).map(({ step }) => ({
    text: scriptOf(step),
    folders: textsOf(get(step.node, 'working-directory')),
  }))
  return [...steps, ...scripts].flatMap(({ text, folders }) =>
    text
      .split('\n')
      .filter(line => /\balembic\b.*\bupgrade\b/.test(line))
      .map(command => ({ command, folders: [...roots, ...folders] })),
  )
}

/** The config file that a command reads: the file of `-c`, relative to its `cd` folder. */
function configPaths({ command, folders }: MigrationCommand): { path: string; folders: string[] }[] {
  if (!/\balembic\b/.test(command)) return []
  const [, option] = /\balembic\b[^|;&]*?(?:\s-c|\s--config)[ =](\S+)/.exec(command) ?? []
  const [, folder = ''] =
    /\bcd\s+["']?([\w./-]+)["']?\s*&&/.exec(command) ?? /(?:-w|--workdir)[ =](\S+)/.exec(command) ?? []
  const isElsewhere = folder.startsWith('/') || option?.startsWith('/')
  return isElsewhere ? [] : [{ path: posix.join(folder, option ?? 'alembic.ini'), folders }]
}

const isAt = (ini: string, wanted: string, folders: readonly string[]): boolean =>
  folders.some(folder => posix.join(folder, wanted) === ini)

function applicationImages(repository: Repository): BuiltImage[] {
  const applications = repository.environments.flatMap(applicationServices)
  const images = builtImages(repository)
  const own = images.filter(({ service }) => applications.includes(service))
  // Without environments, any service may be the application.
  return own.length > 0 ? own : images
}
