import { variablesIn } from '../../compose/interpolation.ts'
import { assignmentOf, type EnvAssignment, type EnvFile } from '../../env/env-template.ts'
import type { Evidence } from '../../finding.ts'
import { type Environment, envFilesOf } from '../../model/environment.ts'
import type { RepositoryFiles } from '../../model/files.ts'
import { servicesOfRole } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'
import { scalarsOf } from '../../yaml/node.ts'

export const usedKeys: Rule = {
  id: 'ENV-8',
  severity: 'W',
  title: 'Every key of a template is used and not overridden in the compose file.',
  fix: 'Remove the key or the override.',
  check: ({ environments, files }) => {
    const identifiers = identifiersIn(
      files,
      new Set(environments.flatMap(envFilesOf).map(({ path }) => path)),
    )
    return environments.flatMap(environment =>
      envFilesOf(environment).flatMap(file => [
        ...overridden(file, environment),
        ...(canDetectUnused(file, environment) ? unused(file, identifiers) : []),
      ]),
    )
  },
}

/** Identifiers in all files except templates and documents, in lower case like fields of settings classes. */
function identifiersIn(files: RepositoryFiles, templates: ReadonlySet<string>): Set<string> {
  const identifiers = new Set<string>()
  for (const path of files.paths) {
    if (templates.has(path) || /\.(md|rst|lock|svg)$/.test(path)) continue
    for (const [identifier] of (files.text(path) ?? '').matchAll(/[A-Za-z_]\w{2,}/g))
      identifiers.add(identifier.toLowerCase())
  }
  return identifiers
}

/** A third-party image may read any key of its env file. */
const canDetectUnused = ({ isShared }: EnvFile, { model }: Environment): boolean =>
  !isShared &&
  (model?.services ?? []).some(({ build }) => build) &&
  (model?.services ?? []).every(({ build, envFiles }) => build || envFiles.length === 0)

/** Keys that libraries or the deployment read implicitly. */
const LIBRARIES =
  /^(COMPOSE|POSTGRES|PG|REDIS|UVICORN|GUNICORN|WEB_CONCURRENCY|PYTHON|NODE|NEXT|NPM|AWS|SENTRY|OTEL|CELERY|DJANGO|FLASK|JAVA|SPRING|RAILS|GOOGLE|OPENAI|HTTPS?_PROXY|NO_PROXY|TZ$|LANG$|VERSION$|ENVIRONMENT$|DEBUG$|ACTIVE_DEPLOYMENT_SLOT$|DEPLOYMENT_SLOT$)/

function unused({ assignments }: EnvFile, identifiers: ReadonlySet<string>): Evidence[] {
  return (
    assignments
      .filter(({ key }) => !LIBRARIES.test(key))
      // A settings class may define a prefix for its names.
      .filter(
        ({ key }) =>
          !identifiers.has(key.toLowerCase()) && !identifiers.has(key.toLowerCase().replace(/^[a-z]+_/, '')),
      )
      .map(({ key, at }) => ({ at, subject: key, message: `${key} is not used` }))
  )
}

function overridden(file: EnvFile, { model, envFile }: Environment): Evidence[] {
  const services = (model?.services ?? []).filter(({ envFiles }) =>
    envFiles.some(({ path }) => path === envFile),
  )
  const inFile = new Set(
    scalarsOf(model?.root)
      .flatMap(({ text }) => (text.includes('$') ? variablesIn(text) : []))
      .map(({ name }) => name),
  )
  return services.flatMap(({ name, environment }) =>
    environment.flatMap(({ key, value }) => {
      const own = assignmentOf(file, key)
      if (!own || !value || variablesIn(value.raw).some(one => one.name === key)) return []
      if (inFile.has(key) || /SLOT|^VERSION$/.test(key) || value.value === own.value) return []
      return [{ at: own.at, subject: key, message: `the compose file overrides ${key} for ${name}` }]
    }),
  )
}

/** The role of a key such as POSTGRES_PORT. */
const PORT_KEYS: Record<string, string> = {
  APP: 'app',
  API: 'app',
  BACKEND: 'app',
  POSTGRES: 'postgres',
  DB: 'postgres',
  REDIS: 'redis',
  NEUROLINK: 'neurolink',
  DASHBOARD: 'dashboard',
}

export const portKeys: Rule = {
  id: 'ENV-9',
  severity: 'W',
  title: 'Ports in the template match the ports of the services.',
  fix: 'Use the port of the service.',
  check: ({ environments }) =>
    environments.flatMap(environment =>
      envFilesOf(environment).flatMap(({ assignments, isShared }) =>
        isShared ? [] : assignments.flatMap(assignment => wrongPort(environment, assignment)),
      ),
    ),
}

function wrongPort(environment: Environment, { key, value, at }: EnvAssignment): Evidence[] {
  const role = PORT_KEYS[/^(\w+)_PORT$/.exec(key)?.[1] ?? '']
  if (role === undefined || !/^\d+$/.test(value)) return []
  const ports = servicesOfRole(environment, role).flatMap(service => service.ports)
  const known = ports.flatMap(({ published, target }) => [published, target])
  if (known.length === 0 || known.includes(Number(value))) return []
  return [{ at, subject: key, message: `${key} is not a port of the ${role} service in ${environment.name}` }]
}
