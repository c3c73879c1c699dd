import { delimiter } from 'node:path'
import type { CommandFiles } from './files.ts'
import { type Step, scopeOf } from './step.ts'

// The only variables of this machine that a step sees; others would make a run depend on who started it.
const inherited = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TMP', 'TEMP', 'DOCKER_HOST']

export function machineEnvironment(): Record<string, string> {
  const values = inherited.flatMap(name =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  )
  return { ...Object.fromEntries(values), PATH: searchPath().join(delimiter) }
}

/** PATH without the folders that npm and this project's own scripts prepend: steps must not find their tools. */
export function searchPath(): string[] {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '' && !/\/node_modules\/(?:\.bin\/?$|npm\/)/.test(folder))
}

/** `github` properties that become GITHUB_* variables (actions/runner, GitHubContext.cs). */
const exported = [
  'action_path', 'action_ref', 'action_repository', 'action', 'actor', 'actor_id', 'api_url', 'base_ref', 'env',
  'event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'output', 'path', 'ref_name', 'ref_protected', 'ref_type',
  'ref', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'retention_days', 'run_attempt',
  'run_id', 'run_number', 'server_url', 'sha', 'state', 'step_summary', 'triggering_actor', 'workflow', 'workflow_ref',
  'workflow_sha', 'workspace',
] // biome-ignore format: a list of names

/** The environment of a step's process. The runner's own values are set last and cannot be overwritten. */
export function processEnvironment(
  step: Step,
  files: CommandFiles,
  own: Record<string, string> = {},
): Record<string, string> {
  const { job } = step
  const { contexts } = scopeOf(step)
  const github = { ...(contexts.github as Record<string, unknown>), ...files }
  const base: Record<string, string> = {
    CI: 'true',
    ...machineEnvironment(),
    ...job.frame.run.env,
    ...step.env,
    ...own,
  }
  const path = [...job.path]
    .reverse()
    .concat(base.PATH ?? '')
    .filter(entry => entry !== '')
    .join(delimiter)
  return {
    ...base,
    PATH: path,
    ...variables('GITHUB', github, exported),
    ...variables('RUNNER', contexts.runner as object),
    // actions/runner, ProcessInvoker.cs: set after everything else.
    GITHUB_ACTIONS: 'true',
  }
}

function variables(prefix: string, context: object, names?: string[]): Record<string, string> {
  const values = Object.entries(context).filter(
    ([name, value]) =>
      (names?.includes(name) ?? true) && (typeof value === 'string' || typeof value === 'boolean'),
  )
  return Object.fromEntries(values.map(([name, value]) => [`${prefix}_${name.toUpperCase()}`, String(value)]))
}
