import { isUnfilled } from '@tsh/deployment/placeholder'
import { isDockerfile } from '../../dockerfile/read-dockerfile.ts'
import { assignmentOf, type EnvAssignment, type EnvFile } from '../../env/env-template.ts'
import type { Evidence } from '../../finding.ts'
import { type Environment, envFilesOf } from '../../model/environment.ts'
import type { Repository } from '../../model/repository.ts'
import { servicesOfRole } from '../../model/roles.ts'
import { STANDARD } from '../../model/standard-values.ts'
import type { Rule } from '../../rule.ts'

/** Rules about the env files of each environment, except shared ones. */
const inOwnFiles =
  (check: (file: EnvFile, environment: Environment) => Evidence[]): Rule['check'] =>
  ({ environments }) =>
    environments.flatMap(environment =>
      envFilesOf(environment).flatMap(file => (file.isShared ? [] : check(file, environment))),
    )

const inAssignments =
  (check: (assignment: EnvAssignment, file: EnvFile) => string | undefined): Rule['check'] =>
  ({ environments }) =>
    environments.flatMap(envFilesOf).flatMap(file =>
      file.assignments.flatMap(assignment => {
        const message = check(assignment, file)
        return message === undefined ? [] : [{ at: assignment.at, subject: assignment.key, message }]
      }),
    )

const FALSE = /^(false|0|no|off)$/i

export const environmentName: Rule = {
  id: 'ENV-2',
  severity: 'E',
  title: 'ENVIRONMENT is the name of the environment, and DEBUG is false.',
  fix: 'Fix the value.',
  check: inOwnFiles((file, { name }) => {
    const [own, debug] = ['ENVIRONMENT', 'DEBUG'].map(key => assignmentOf(file, key))
    return [
      ...(own && own.value !== name
        ? [{ at: own.at, message: `ENVIRONMENT of ${file.path} is not ${name}` }]
        : []),
      ...(debug && !FALSE.test(debug.value)
        ? [{ at: debug.at, message: `DEBUG of ${file.path} is not false` }]
        : []),
    ]
  }),
}

export const filledIn: Rule = {
  id: 'ENV-4',
  severity: 'E',
  title: 'The env file on the server contains no placeholders.',
  fix: 'Fill in the value.',
  check: inAssignments(({ key, value }, { kind, path }) =>
    kind === 'real' && isUnfilled(value) ? `${key} in ${path} is still a placeholder` : undefined,
  ),
}

export const quotedSpaces: Rule = {
  id: 'ENV-5',
  severity: 'W',
  title: 'Values with spaces are quoted, so that a shell can read the file.',
  fix: 'Quote the value.',
  check: inAssignments(({ key, value, quote }) =>
    quote === '' && /\s/.test(value) ? `the value of ${key} contains spaces and is not quoted` : undefined,
  ),
}

export const safeCharacters: Rule = {
  id: 'ENV-6',
  severity: 'E',
  title: 'No value is truncated at an unescaped `$` or ` #`.',
  fix: 'Put the value in single quotes.',
  check: inAssignments(({ key, raw, quote, rest }, { assignments }) => {
    if (quote === "'") return undefined
    // A comment has a space after "#"; otherwise it is probably part of the value.
    if (quote === '' && /^\s+#[^\s#]/.test(rest)) return `${key} is truncated at " #"`
    const names = [...raw.replace(/\\\$|\$\$/g, '').matchAll(/\$(?:\{(\w+)[^}]*\}|([A-Za-z_]\w*))/g)]
    const unknown = names.some(([, braced, bare]) => !assignments.some(one => one.key === (braced ?? bare)))
    return unknown ? `${key} is truncated at "$"` : undefined
  }),
}

export const standardValues: Rule = {
  id: 'ENV-10',
  severity: 'W',
  title:
    'UVICORN_WORKERS is 2 in staging and 4 in production, and each environment has its own database and user.',
  fix: 'Use the value of the standard.',
  check: repository =>
    inOwnFiles((file, environment) => {
      const others = repository.environments.filter(one => one !== environment && one.name < environment.name)
      return [...wrongWorkers(file, environment, repository), ...sharedDatabase(file, environment, others)]
    })(repository),
}

/** Files that, like Dockerfiles, name uvicorn in an application that it serves. */
const RUNS_UVICORN = /(^|\/)([^/]*\.sh|(docker-)?compose[^/]*\.ya?ml|requirements[^/]*\.txt|pyproject\.toml)$/

function wrongWorkers(file: EnvFile, { name }: Environment, { files }: Repository): Evidence[] {
  const workers = STANDARD[name]?.workers
  const found = assignmentOf(file, 'UVICORN_WORKERS')
  if (
    found === undefined &&
    !files.paths.some(
      path => (RUNS_UVICORN.test(path) || isDockerfile(path)) && /uvicorn/i.test(files.text(path) ?? ''),
    )
  )
    return []
  if (workers === undefined || found?.value === String(workers)) return []
  const message = `UVICORN_WORKERS of ${file.path} is not ${workers}`
  return [{ at: found?.at ?? { file: file.path, line: 1 }, subject: 'UVICORN_WORKERS', message }]
}

function sharedDatabase(file: EnvFile, environment: Environment, others: readonly Environment[]): Evidence[] {
  if (servicesOfRole(environment, 'postgres').length === 0) return []
  return ['POSTGRES_DB', 'POSTGRES_USER'].flatMap(key => {
    const own = assignmentOf(file, key)
    const other = others.find(({ template }) => own && assignmentOf(template, key)?.value === own.value)
    if (!own || !other || file.kind === 'real') return []
    return [
      { at: own.at, subject: key, message: `${key} is the same in ${other.name} and ${environment.name}` },
    ]
  })
}
