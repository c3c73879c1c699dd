import { interpolate } from '../../compose/interpolation.ts'
import type { ComposeModel, NamedResource } from '../../compose/service.ts'
import { assignmentOf } from '../../env/env-template.ts'
import type { Evidence } from '../../finding.ts'
import { type Environment, shareServer } from '../../model/environment.ts'
import type { Repository } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'
import { entryOf } from '../../yaml/node.ts'
import { modelProblems } from './valid-model.ts'

export const filesExist: Rule = {
  id: 'CMP-1',
  severity: 'E',
  title: 'The compose files of every environment are in the repository.',
  fix: 'Add the file, or set `compose-file` in the settings file.',
  check: ({ environments, files }) =>
    environments.flatMap(({ name, composeFiles, at }) =>
      composeFiles
        .filter(path => !files.has(path))
        .map(path => ({ at, subject: path, message: `${path} of ${name} does not exist` })),
    ),
}

export const modelIsValid: Rule = {
  id: 'CMP-2',
  severity: 'E',
  title: 'The compose files are valid with the values of the template.',
  fix: 'Fix the file; `docker compose config` prints the reason.',
  check: ({ composeProblems, models }) => [...composeProblems, ...models.flatMap(modelProblems)],
}

export const noVersion: Rule = {
  id: 'CMP-3',
  severity: 'N',
  title: 'Compose files do not contain the obsolete key `version`.',
  fix: 'Remove the line.',
  check: ({ models }) =>
    models.flatMap(({ root }) => {
      const entry = entryOf(root, 'version')
      return entry ? [{ at: entry.at, message: '`version` is obsolete' }] : []
    }),
}

export const projectName: Rule = {
  id: 'CMP-4',
  severity: 'E',
  title: 'The project name is fixed and differs between environments.',
  fix: 'Set `name:` at the top of the compose file, such as `tsh_erp_staging`.',
  check: ({ environments }) => {
    const named = environments.flatMap(environment => {
      const { model } = environment
      return model ? [{ environment, model, name: nameOf(environment, model) }] : []
    })
    return named.flatMap(({ environment, model, name }, index): Evidence[] => {
      if (name === undefined)
        return [
          {
            at: model.at,
            subject: environment.name,
            message: `${model.files[0]} sets no project name`,
          },
        ]
      const other = named
        .slice(0, index)
        .find(one => one.name === name && isApart(one.environment, environment))
      if (!other) return []
      const at = model.name?.at ?? model.at
      return [
        {
          at,
          subject: environment.name,
          message: `${environment.name} has the same project name as ${other.environment.name}`,
        },
      ]
    })
  },
}

/** From the file itself, or from the env file. */
const nameOf = ({ template }: Environment, { name }: ComposeModel): string | undefined =>
  name?.value || assignmentOf(template, 'COMPOSE_PROJECT_NAME')?.value

/** One file for several servers has one project name. */
const isApart = (one: Environment, other: Environment): boolean =>
  one.composeFiles.join() !== other.composeFiles.join() || shareServer(one, other)

export const sharedNames: Rule = {
  id: 'CMP-5',
  severity: 'E',
  title: 'Environments on one server do not share names of containers, volumes or networks.',
  fix: 'Add a suffix such as `_staging`.',
  check: ({ environments }: Repository) =>
    environments.flatMap((environment, index) =>
      environments
        .slice(0, index)
        .filter(other => shareServer(other, environment))
        .flatMap(other => equalNames(other, environment)),
    ),
}

function equalNames(other: Environment, environment: Environment): Evidence[] {
  const taken = new Set(fixedNames(other).map(({ kind, value }) => `${kind} ${value}`))
  return fixedNames(environment)
    .filter(({ kind, value }) => taken.has(`${kind} ${value}`))
    .map(({ kind, value, at }) => ({
      at,
      subject: value,
      message: `${kind} ${value} exists in ${other.name} and in ${environment.name}`,
    }))
}

function fixedNames({ model, template }: Environment): { kind: string; value: string; at: Evidence['at'] }[] {
  const valueFor = (key: string): string | undefined => assignmentOf(template, key)?.value
  const resources = (kind: string, all: readonly NamedResource[] = []) =>
    all.flatMap(({ fixed }) =>
      fixed ? [{ kind, value: interpolate(fixed.raw, valueFor), at: fixed.at }] : [],
    )
  const containers = (model?.services ?? []).flatMap(({ containerName }) =>
    containerName ? [{ kind: 'container', value: containerName.value, at: containerName.at }] : [],
  )
  return [...containers, ...resources('volume', model?.volumes), ...resources('network', model?.networks)]
}
