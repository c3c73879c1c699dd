import type { Evidence } from '../../finding.ts'
import type { Repository } from '../../model/repository.ts'
import { type DeclarativeBase, declarativeBases, type ModelClass } from '../../python/models.ts'
import type { Rule, RuleGroup } from '../../rule.ts'

const classTwice: Rule = {
  id: 'MOD-1',
  severity: 'E',
  title: 'Model class names are unique within a declarative base.',
  fix: 'Rename one of them, for example to `AdvancedInvoice`.',
  check: repository =>
    inBases(
      repository,
      ({ name }) => name,
      (own, before) => `model ${own.name} is also defined in ${before.at.file}`,
    ),
}

const tableTwice: Rule = {
  id: 'MOD-2',
  severity: 'E',
  title: 'Table names are unique within a declarative base.',
  fix: 'Give each its own `__tablename__`, or use one model.',
  check: repository =>
    inBases(
      repository,
      ({ table }) => table,
      (own, before) =>
        // MOD-1 reports the same class.
        own.name === before.name
          ? undefined
          : `${own.name} and ${before.name} use the same table ${own.table}`,
    ),
}

function inBases(
  { files }: Repository,
  key: (model: ModelClass) => string,
  message: (own: ModelClass, before: ModelClass) => string | undefined,
): Evidence[] {
  return declarativeBases(files).flatMap(({ models }) =>
    models.flatMap((own, index) => {
      const before = models.slice(0, index).find(one => key(one) === key(own))
      const text = before && message(own, before)
      return text === undefined ? [] : [{ at: own.at, message: text }]
    }),
  )
}

const oneBase: Rule = {
  id: 'MOD-3',
  severity: 'W',
  title:
    'An application has one declarative base: other bases are not migrated, and foreign keys between bases cannot be resolved.',
  fix: 'Import the base of the application.',
  check: repository => {
    const bases = declarativeBases(repository.files)
    const groups = Map.groupBy(bases, base => applicationOf(base, repository))
    return [...groups.values()].flatMap(group => {
      const main = [...group].sort((one, other) => other.models.length - one.models.length)[0]
      return group
        .filter(base => base !== main)
        .map(({ at, name }) => ({
          at,
          message: `${name} is a second declarative base, in addition to the one in ${main?.at.file}`,
        }))
    })
  },
}

/** The build context of a base; each build context is a separate application. */
function applicationOf({ at }: DeclarativeBase, { models }: Repository): string {
  const contexts = models.flatMap(({ services }) => services.flatMap(({ build }) => build?.context ?? []))
  const around = contexts.filter(context => context === '.' || at.file.startsWith(`${context}/`))
  return around.sort((one, other) => other.length - one.length)[0] ?? '.'
}

export const MODELS: RuleGroup = {
  name: 'Models',
  rules: [classTwice, tableTwice, oneBase],
}
