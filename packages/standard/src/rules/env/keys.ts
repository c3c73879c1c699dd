import { isNeeded, variablesIn } from '../../compose/interpolation.ts'
import { type EnvFile, hasKey } from '../../env/env-template.ts'
import type { Evidence } from '../../finding.ts'
import { type Environment, envFilesOf, slotsOf } from '../../model/environment.ts'
import { requiredRoles, servicesOfRole } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'
import { type At, scalarsOf } from '../../yaml/node.ts'

/** The keys that the standard requires in the env file of an environment. */
export function standardKeys(environment: Environment): string[] {
  const roles = requiredRoles(environment)
  const has = (role: string): boolean => roles.has(role) || servicesOfRole(environment, role).length > 0
  return [
    'VERSION',
    'ENVIRONMENT',
    'DEBUG',
    ...(has('postgres') ? ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'DATABASE_URL'] : []),
    ...(has('redis') ? ['REDIS_URL'] : []),
    ...(slotsOf(environment).length > 0 ? ['ACTIVE_DEPLOYMENT_SLOT', 'DEPLOYMENT_SLOT'] : []),
  ]
}

export const templateKeys: Rule = {
  id: 'ENV-1',
  severity: 'E',
  title: 'Every environment has an env file template with the keys of the standard.',
  fix: 'Add the key to the template, such as `.env.staging.example`.',
  check: ({ environments }) =>
    environments.flatMap((environment): Evidence[] => {
      const { model, name, envFile } = environment
      if (!model) return []
      const known = envFilesOf(environment)
      if (known.length === 0)
        return [
          {
            at: model.at,
            subject: envFile,
            message: `${name} has no template for ${envFile}`,
            fix: `Add ${envFile}.example.`,
          },
        ]
      return known.flatMap(file =>
        standardKeys(environment)
          .filter(key => !hasKey(file, key))
          .map(key => ({
            at: { file: file.path, line: 1 },
            subject: key,
            message: `${file.path} does not contain ${key}`,
          })),
      )
    }),
}

/** Variables of the shell, of compose itself and of the deployment. */
const GIVEN = /^(COMPOSE_\w+|DOCKER_\w+|PWD|HOME|USER|UID|GID|HOSTNAME|PATH|SHELL|TZ|LANG|LC_ALL)$/

export const neededVariables: Rule = {
  id: 'ENV-3',
  severity: 'E',
  title: 'Every compose variable without a default is in the template.',
  fix: 'Add it to the template.',
  check: ({ environments }) =>
    environments.flatMap(environment =>
      envFilesOf(environment).flatMap(file => {
        const standard = standardKeys(environment)
        return [...neededIn(environment)]
          .filter(([name]) => !hasKey(file, name) && !standard.includes(name))
          .map(([name, at]) => ({ at, subject: name, message: `${file.path} does not contain ${name}` }))
      }),
    ),
}

/** The variables that a compose file requires, each with its first position. */
function neededIn({ model }: Environment): Map<string, At> {
  const found = new Map<string, At>()
  for (const { text, file, line } of scalarsOf(model?.root)) {
    if (!text.includes('$')) continue
    const all = variablesIn(text)
    const optional = new Set(all.filter(variable => !isNeeded(variable)).map(({ name }) => name))
    for (const variable of all.filter(isNeeded))
      if (!found.has(variable.name) && !GIVEN.test(variable.name) && !optional.has(variable.name))
        found.set(variable.name, { file, line })
  }
  return found
}

export const keySets: Rule = {
  id: 'ENV-7',
  severity: 'W',
  title: 'No key is set twice, and the templates of the environments have the same keys.',
  fix: 'Remove the duplicate, or add the key to the other template.',
  check: ({ environments }) => [
    ...environments.flatMap(envFilesOf).flatMap(duplicates),
    ...environments.flatMap(environment => lacking(environment, environments)),
  ],
}

function duplicates({ assignments, path }: EnvFile): Evidence[] {
  return assignments
    .filter(({ key }, index) => assignments.findIndex(one => one.key === key) < index)
    .map(({ key, at }) => ({ at, subject: key, message: `${path} sets ${key} twice` }))
}

/** Keys that only one environment needs. */
const OWN = /SLOT/

function lacking(environment: Environment, all: readonly Environment[]): Evidence[] {
  const { template, model } = environment
  if (!template || template.isShared) return []
  const reported = new Set([...standardKeys(environment), ...neededIn({ model } as Environment).keys()])
  const others = all.flatMap(one =>
    one.template && one.template.path !== template.path ? one.template.assignments : [],
  )
  const missing = [...new Set(others.map(({ key }) => key))].filter(
    key => !OWN.test(key) && !hasKey(template, key) && !reported.has(key),
  )
  if (missing.length === 0) return []
  return [
    {
      at: { file: template.path, line: 1 },
      message: `${template.path} does not contain ${missing.join(', ')}, unlike another template`,
    },
  ]
}
