import { posix } from 'node:path'
import { alembicsOf, headsOf } from '@tsh/standard/reading'
import { packageJson, packageScripts } from '../gate/package-json.ts'
import { type BuildContext, pythonIn, shallowest } from './build-context.ts'
import { pathInImage } from './path-in-image.ts'

type Tool = (context: BuildContext) => string | undefined

/** The command that migrates the database; undefined if no known tool is used. */
export function migrateCommand(context: BuildContext): string | undefined {
  for (const tool of [
    alembic,
    django,
    rails,
    laravel,
    doctrine,
    prisma,
    script,
    knex,
    sequelize,
    drizzle,
    file,
  ]) {
    const command = tool(context)
    if (command !== undefined) return withRunner(command, context)
  }
  return undefined
}

const RUNNER =
  /^(?:\S*\/)?((?:uv|poetry|pdm|pipenv) run(?: --(?:no-sync|frozen|locked|no-dev|no-cache|offline))*) /

/** An image that starts Python with `uv run` or similar has its programs in an environment that is not in the path. */
function withRunner(migrate: string, { command }: BuildContext): string {
  const [, runner] = RUNNER.exec(command) ?? []
  return runner === undefined ? migrate : migrate.replace(/(^|&& )(?=(alembic|python3?) )/, `$1${runner} `)
}

/** Alembic resolves `script_location` in its working directory, so it runs where that folder is. */
function alembic(context: BuildContext): string | undefined {
  const { files, folder, paths } = context
  const path = shallowest(paths, /(^|\/)alembic\.ini$/)
  const found = alembicsOf(files).find(({ ini }) => path !== undefined && ini === posix.join(folder, path))
  if (path === undefined || !found) return undefined
  const target = headsOf(found.revisions).length > 1 ? 'heads' : 'head'
  const own = posix.dirname(path)
  if (own === '.') return `alembic upgrade ${target}`
  const isAnchored = /^script_location\s*=\s*%\(here\)s/m.test(files.text(found.ini) ?? '')
  const isBelow = found.scripts.startsWith(`${posix.join(folder, own)}/`)
  const written = /^script_location\s*=\s*(\S+)/m.exec(files.text(found.ini) ?? '')?.[1] ?? ''
  const fromRoot = isAnchored || !isBelow || posix.normalize(written).startsWith(`${own}/`)
  const inImage = pathInImage(context, path)
  if (inImage === 'alembic.ini') return `alembic upgrade ${target}`
  return fromRoot
    ? `alembic -c ${inImage} upgrade ${target}`
    : `cd ${posix.dirname(inImage)} && alembic upgrade ${target}`
}

const django: Tool = context => {
  const path = shallowest(context.paths, /(^|\/)manage\.py$/)
  if (path === undefined || !/django/i.test(context.text(path) ?? '')) return undefined
  return `${pythonIn(context)} ${pathInImage(context, path)} migrate --noinput`
}

const rails: Tool = ({ paths }) => {
  if (!paths.includes('config/routes.rb') || !paths.includes('Gemfile')) return undefined
  return paths.includes('bin/rails') ? 'bin/rails db:migrate' : 'bundle exec rails db:migrate'
}

const laravel: Tool = ({ paths }) => (paths.includes('artisan') ? 'php artisan migrate --force' : undefined)

const doctrine: Tool = ({ paths, text }) =>
  paths.includes('bin/console') &&
  (text('composer.json') ?? '').includes('"doctrine/doctrine-migrations-bundle"')
    ? 'php bin/console doctrine:migrations:migrate --no-interaction --allow-no-migration'
    : undefined

/** Prisma has no migrations for MongoDB. */
const prisma: Tool = ({ paths, text }) => {
  const path = shallowest(paths, /(^|\/)schema\.prisma$/)
  if (path === undefined || /^\s*provider\s*=\s*"mongodb"/m.test(text(path) ?? '')) return undefined
  return path === 'prisma/schema.prisma' || path === 'schema.prisma'
    ? 'npx prisma migrate deploy'
    : `npx prisma migrate deploy --schema ${path}`
}

const SCRIPTS = [
  'migrate:deploy',
  'db:migrate:deploy',
  'db:deploy',
  'migrate:prod',
  'migration:run',
  'migrations:run',
  'db:migrate',
  'migrate:up',
  'migrate:latest',
  'migrate',
]

/** A script that only starts node needs no npm in the image. */
const script: Tool = context => {
  const scripts = packageScripts(context.text('package.json'))
  const name = SCRIPTS.find(one => Object.hasOwn(scripts, one))
  if (name === undefined) return undefined
  const text = scripts[name] ?? ''
  return /^node [\w./-]+$/.test(text) ? text : `npm run ${name}`
}

const knex: Tool = ({ paths }) =>
  shallowest(paths, /^knexfile\.[cm]?[jt]s$/) === undefined ? undefined : 'npx knex migrate:latest'

const sequelize: Tool = ({ paths, text }) => {
  const { dependencies, devDependencies } = packageJson(text('package.json'))
  const isInstalled = Object.hasOwn({ ...dependencies, ...devDependencies }, 'sequelize-cli')
  return isInstalled || paths.includes('.sequelizerc') ? 'npx sequelize-cli db:migrate' : undefined
}

const drizzle: Tool = ({ paths }) =>
  shallowest(paths, /^drizzle\.config\.[cm]?[jt]s$/) === undefined ? undefined : 'npx drizzle-kit migrate'

const file: Tool = context => {
  const path = context.paths.find(one => /^(scripts\/)?migrate\.(py|[cm]?js|sh)$/.test(one))
  if (path === undefined) return undefined
  if (path.endsWith('.py')) return `${pythonIn(context)} ${path}`
  return path.endsWith('.sh') ? `sh ${path}` : `node ${path}`
}
