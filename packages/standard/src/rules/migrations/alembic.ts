import { copyingLine } from '../../dockerfile/build-context.ts'
import type { Evidence } from '../../finding.ts'
import type { Environment } from '../../model/environment.ts'
import { builtImages } from '../../model/repository.ts'
import { applicationServices } from '../../model/roles.ts'
import { headsOf, type Revision } from '../../python/alembic.ts'
import type { Rule } from '../../rule.ts'
import { ownAlembics } from './own-alembics.ts'

export const oneHead: Rule = {
  id: 'MIG-2',
  severity: 'E',
  title: 'The migrations have one head, and every down_revision exists.',
  fix: 'Run `alembic merge heads`, or fix down_revision.',
  check: repository =>
    ownAlembics(repository).flatMap(({ revisions }) => [
      ...danglingLinks(revisions),
      ...severalHeads(revisions, repository.environments),
      ...sameIds(revisions),
    ]),
}

function danglingLinks(revisions: readonly Revision[]): Evidence[] {
  const known = revisions.map(({ id }) => id)
  // Alembic accepts a prefix of an id.
  const isKnown = (down: string): boolean =>
    known.some(id => id === down || (down.length >= 4 && id.startsWith(down)))
  return revisions.flatMap(({ id, down, downAt }) =>
    down
      .filter(one => !isKnown(one))
      .map(one => ({ at: downAt, subject: one, message: `down_revision ${one} of ${id} does not exist` })),
  )
}

function severalHeads(revisions: readonly Revision[], environments: readonly Environment[]): Evidence[] {
  if (environments.some(({ settings }) => /\bupgrade heads\b/.test(settings?.migrate ?? ''))) return []
  const heads = headsOf(revisions)
  const broken = danglingLinks(revisions).length > 0
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
    .map(({ id, at }) => ({ at, subject: 'id', message: `revision ${id} is defined twice` }))

export const migrationsInImage: Rule = {
  id: 'MIG-4',
  severity: 'E',
  title: 'The application image contains the migrations.',
  fix: 'Copy alembic.ini and the migrations folder in the Dockerfile, and do not exclude them in .dockerignore.',
  check: repository => {
    const applications = repository.environments.flatMap(applicationServices)
    const images = builtImages(repository).filter(({ service }) => applications.includes(service))
    return images.flatMap((image): Evidence[] => {
      const { dockerfile, context, service } = image
      const inContext = ownAlembics(repository).filter(
        ({ ini }) => context.folder === '.' || ini.startsWith(`${context.folder}/`),
      )
      const [alembic] = inContext
      if (!alembic || alembic.revisions.length === 0) return []
      const [script = alembic.scripts] = alembic.revisions.map(({ at }) => at.file)
      const missing = [alembic.ini, script].find(
        path => !context.includes(path) || copyingLine(image, path) === undefined,
      )
      if (missing === undefined) return []
      return [
        {
          at: { file: dockerfile.path, line: 1 },
          message: `the image of ${service.name} does not contain ${missing}`,
        },
      ]
    })
  },
}
