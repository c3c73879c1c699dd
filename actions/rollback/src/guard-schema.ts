import { escapeMarkdown, log, UserError, writeSummary } from '@tsh/action'
import type { Release, Version } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { RollbackInputs } from './inputs.ts'
import { COMPATIBLE, type Crossing, crossingOf, waysOut } from './schema.ts'

/**
 * Lets a rollback cross migrations only when each of them says that the version before it works with it, or a person
 * does: the old code on a schema that it does not know may destroy data without an error.
 * @throws UserError with both revisions, the backup that belongs to them and the ways out
 */
export async function guardSchema(
  { application, acrossMigrations }: Pick<RollbackInputs, 'application' | 'acrossMigrations'>,
  remote: Remote,
  releases: readonly Release[],
  way: { from: Release; to: Version },
): Promise<void> {
  const crossing = crossingOf(releases, way)
  if (!crossing) return
  const change = `the schema went from ${crossing.before} to ${crossing.after}`
  if (acrossMigrations !== '') {
    log.warning(`${change} since ${way.to.version}; rolled back because: ${acrossMigrations}`, 'rollback')
    return
  }
  const unmarked = await unmarkedMigrations(remote, application.path, way)
  if (unmarked?.length === 0) {
    log.info(`${change} since ${way.to.version}; every migration is marked "${COMPATIBLE}"`)
    return
  }
  await explain(crossing, way)
  const which = unmarked ? ` (${unmarked.join(', ')})` : ''
  const backup = crossing.backup ? `, or restore backup ${crossing.backup}` : ''
  throw new UserError(
    `${change} since ${way.to.version}${which}, and nothing says that ${way.to.version} works with it. Deploy a repaired version, set "across-migrations" to the reason why it does, downgrade to ${crossing.before} first${backup}`,
  )
}

/** Files of migrations that came between two commits and are not marked; undefined when that cannot be told. */
async function unmarkedMigrations(
  remote: Remote,
  path: string,
  { from, to }: { from: Release; to: Version },
): Promise<string[] | undefined> {
  const git = async (...words: string[]): Promise<string[] | undefined> => {
    const { code, stdout } = await remote.run(['git', '-C', path, ...words], { allowFailure: true })
    // git grep ends with 1 when it finds nothing.
    if (code > (words[0] === 'grep' ? 1 : 0)) return undefined
    return stdout.split('\0').filter(name => name !== '')
  }
  const added = await git('diff', '--name-only', '--diff-filter=A', '-z', to.sha, from.sha)
  if (!added?.length) return undefined
  const matching = (pattern: string) =>
    git('grep', '-l', '-z', '-E', '-e', pattern, from.sha, '--', ...added.map(name => `:(literal)${name}`))
  const migrations = await matching('^revision *[:=]')
  const marked = await matching(`^${COMPATIBLE}`)
  if (!migrations?.length || !marked) return undefined
  return migrations.filter(name => !marked.includes(name)).map(name => name.slice(from.sha.length + 1))
}

async function explain(crossing: Crossing, { from, to }: { from: Release; to: Version }): Promise<void> {
  const ways = waysOut(crossing, to.version).map(way => `1. ${escapeMarkdown(way)}.`)
  await writeSummary(
    `### Rollback refused\n\n\`${from.version}\` is live. Between it and \`${to.version}\` the schema went from \`${crossing.before}\` to \`${crossing.after}\`. The ways out:\n\n${ways.join('\n')}\n`,
  )
}
