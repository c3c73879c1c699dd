import { posix } from 'node:path'
import { copyingLine } from '../../dockerfile/build-context.ts'
import type { Evidence } from '../../finding.ts'
import type { Environment } from '../../model/environment.ts'
import { type BuiltImage, builtImages, type Repository } from '../../model/repository.ts'
import { applicationServices } from '../../model/roles.ts'
import { type Alembic, alembicsOf, headsOf, type Revision } from '../../python/alembic.ts'
import type { Rule } from '../../rule.ts'
import { scriptOf, stepsIn } from '../../workflows/workflow.ts'
import { get, textsOf } from '../../yaml/node.ts'

/** The configuration of tests and of tools is not that of the application. */
const own = ({ files }: Repository): Alembic[] =>
  alembicsOf(files).filter(
    ({ ini }) => !/(^|\/)(tests?|fixtures?|examples?|templates?|node_modules|vendor)\//.test(ini),
  )

export const alembicFound: Rule = {
  id: 'MIG-1',
  severity: 'E',
  title: 'alembic.ini is where the pipeline looks.',
  fix: 'Name it: `migrate: alembic -c database/alembic.ini upgrade head` in the settings file.',
  check: repository => {
    const found = own(repository)
    const [first] = found
    if (!first) return []
    const wanted = commandsOf(repository).flatMap(lookedFor)
    return wanted
      .filter(({ path, folders }) => !found.some(({ ini }) => isAt(ini, path, folders)))
      .slice(0, 1)
      .map(({ path }) => ({
        at: { file: first.ini, line: 1 },
        message: `the pipeline looks for ${path}, and it is ${first.ini}`,
      }))
  },
}

interface MigrationCommand {
  command: string
  /** The folders that it may be started in. */
  folders: string[]
}

/** Commands of the settings, else of the workflows and scripts. */
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

/** What a command reads: the file of `-c`, below the folder that it changes to. */
function lookedFor({ command, folders }: MigrationCommand): { path: string; folders: string[] }[] {
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

export const oneHead: Rule = {
  id: 'MIG-2',
  severity: 'E',
  title: 'The migrations have one head, and each names one that is there.',
  fix: 'Join the heads with `alembic merge heads`, or correct down_revision.',
  check: repository =>
    own(repository).flatMap(({ revisions }) => [
      ...brokenLinks(revisions),
      ...severalHeads(revisions, repository.environments),
      ...sameIds(revisions),
    ]),
}

function brokenLinks(revisions: readonly Revision[]): Evidence[] {
  const known = revisions.map(({ id }) => id)
  // Alembic takes the beginning of an id for it.
  const isKnown = (down: string): boolean =>
    known.some(id => id === down || (down.length >= 4 && id.startsWith(down)))
  return revisions.flatMap(({ id, down, downAt }) =>
    down
      .filter(one => !isKnown(one))
      .map(one => ({ at: downAt, subject: one, message: `${id} follows ${one}, which is not there` })),
  )
}

function severalHeads(revisions: readonly Revision[], environments: readonly Environment[]): Evidence[] {
  if (environments.some(({ settings }) => /\bupgrade heads\b/.test(settings?.migrate ?? ''))) return []
  const heads = headsOf(revisions)
  const broken = brokenLinks(revisions).length > 0
  const last = heads.at(-1)
  if (heads.length < 2 || !last || broken) return []
  return [
    {
      at: last.at,
      message: `the migrations have ${heads.length} heads: ${heads.map(({ id }) => id).join(', ')}`,
    },
  ]
}

const sameIds = (revisions: readonly Revision[]): Evidence[] =>
  revisions
    .filter(({ id }, index) => revisions.findIndex(one => one.id === id) < index)
    .map(({ id, at }) => ({ at, subject: 'id', message: `the revision ${id} is there twice` }))

export const migrationsInImage: Rule = {
  id: 'MIG-4',
  severity: 'E',
  title: 'The migrations are in the image that runs them.',
  fix: 'Copy alembic.ini and the folder of the migrations in the Dockerfile, and do not exclude them in .dockerignore.',
  check: repository => {
    const applications = repository.environments.flatMap(applicationServices)
    const images = builtImages(repository).filter(({ service }) => applications.includes(service))
    return images.flatMap(({ dockerfile, context, service }): Evidence[] => {
      const inContext = own(repository).filter(
        ({ ini }) => context.folder === '.' || ini.startsWith(`${context.folder}/`),
      )
      const [alembic] = inContext
      if (!alembic || alembic.revisions.length === 0) return []
      const [script = alembic.scripts] = alembic.revisions.map(({ at }) => at.file)
      const missing = [alembic.ini, script].find(
        path => !context.includes(path) || copyingLine(dockerfile, context, path) === undefined,
      )
      if (missing === undefined) return []
      return [
        { at: { file: dockerfile.path, line: 1 }, message: `the image of ${service.name} lacks ${missing}` },
      ]
    })
  },
}
