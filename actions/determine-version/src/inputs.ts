import { posix } from 'node:path'
import { type InputReader, readInputs, workflowRun } from '@tsh/action'
import { ENVIRONMENT, exampleVersion, parseVersion } from '@tsh/deployment'
import { DEFAULT_SETTINGS_PATH, settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'
import { type Facts, factsIn, inPlaceProblem } from './facts.ts'

type VersionInput = keyof typeof inputs

export interface VersionInputs {
  environment: string
  /** An existing version to redeploy, and its short commit SHA; undefined for a new version. */
  existing: { version: string; commit: string } | undefined
  /** What this run skips; undefined if nothing. */
  skipped: Skipped | undefined
  /** Whether the run deploys nothing. */
  checkOnly: boolean
  /** Whether a run of any branch is allowed. */
  allowAnyBranch: boolean
  facts: Facts
  /** Branches listed in the settings of the run; undefined when every branch may be deployed. */
  branches: readonly string[] | undefined
  /** Path of the settings file. */
  settings: string
  token: string
  /** The commit of the run, and its ref, such as `refs/heads/main`. */
  sha: string
  ref: string
}

export interface Skipped {
  parts: readonly string[]
  reason: string
}

export const readVersionInputs = async (): Promise<VersionInputs> => versionInputs(await settingInputs())

/** @param settings values of the settings file for the environment, by input name */
export async function versionInputs(settings: Readonly<Record<string, string>>): Promise<VersionInputs> {
  return readInputs(inputs, settings, input => {
    const environment = input.text('environment', ENVIRONMENT)
    const { sha } = workflowRun()
    if (!/^[0-9a-f]{40}$/.test(sha)) input.problem(`GITHUB_SHA must be a full commit SHA, got "${sha}"`)
    const checkOnly = input.flag('check-only')
    const path = posix.normalize(input.text('settings', { required: false }) || DEFAULT_SETTINGS_PATH)
    checkService(input, environment, settings.service)
    // An environment in a settings file always has a server.
    if ((input.flag('require-settings') || checkOnly) && settings.server === undefined)
      input.problem(
        `there is no ${path} in commit ${sha}, so "${environment}" is not defined. Create it as described in docs/settings.md, or set its path in "settings"`,
      )
    return {
      environment,
      existing: readExisting(input, environment),
      skipped: readSkipped(input),
      checkOnly,
      allowAnyBranch: input.flag('allow-any-branch'),
      facts: factsIn(settings),
      branches: settings.branches?.split('\n'),
      settings: path,
      token: input.secret('github-token', { hint: 'Leave it at its default' }),
      sha,
      ref: process.env.GITHUB_REF ?? '',
    }
  })
}

/** Reports a service that a workflow without a switch cannot deploy. */
function checkService(input: InputReader<VersionInput>, environment: string, service?: string): void {
  const problem = input.flag('require-in-place') ? inPlaceProblem(environment, service) : undefined
  if (problem !== undefined) input.problem(problem)
}

function readExisting(input: InputReader<VersionInput>, environment: string): VersionInputs['existing'] {
  const version = input.text('version', { required: false })
  if (version === '') return undefined
  const commit = parseVersion(environment, version)
  if (commit) return { version, commit }
  input.problem(
    `input "version" must be a ${environment} version such as ${exampleVersion(environment)}, got "${version}"`,
  )
  return undefined
}

function readSkipped(input: InputReader<VersionInput>): Skipped | undefined {
  const parts = (['tests', 'backup', 'migrations'] as const).filter(part => input.flag(`skip-${part}`))
  const reason = input.text('skip-reason', { required: false })
  if (parts.length === 0) return undefined
  if (reason === '')
    input.problem(
      `${parts.map(part => `skip-${part}`).join(', ')} without a reason. Set the input "skip-reason"`,
    )
  return { parts, reason }
}
