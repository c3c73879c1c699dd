import { type InputReader, readInputs, workflowRun } from '@tsh/action'
import {
  type Application,
  readApplication,
  readEnvValues,
  readHandoverPort,
  requireEnvValues,
} from '@tsh/deployment'
import { readTarget, type Target } from '@tsh/remote'
import { settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

type ServerInput = keyof typeof inputs

export interface ServerInputs {
  target: Target
  application: Application
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
  /** Name of the environment in the settings; empty without a settings file. */
  environment: string
  /** The commit for an empty server. */
  sha: string
  /** The address from which the server fetches later commits; undefined when they are transferred. */
  repository: string | undefined
  /** Token that reads the commit. */
  token: string
  /** Values for the env file, by key. */
  secrets: Readonly<Record<string, string>>
  dryRun: boolean
}

export async function readServerInputs(): Promise<ServerInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    input.choice('mode', ['setup'])
    return {
      target: readTarget(input),
      application: readApplication(input),
      handoverPort: readHandoverPort(input),
      environment: input.text('environment', { required: false }),
      sha: readSha(input),
      repository: readRepository(input),
      token: input.secret('github-token', { hint: 'Leave it at its default' }),
      secrets: requiredEnvValues(input),
      dryRun: input.flag('dry-run'),
    }
  })
}

function requiredEnvValues(input: InputReader<ServerInput>): Record<string, string> {
  requireEnvValues(input)
  return readEnvValues(input)
}

/** Over SSH, because a deploy key is the usual credential of a server. */
function readRepository(input: InputReader<ServerInput>): string | undefined {
  if (input.choice('commits', ['fetch', 'transfer']) === 'transfer') return undefined
  const { server, repository } = workflowRun()
  return `git@${new URL(server).hostname}:${repository}.git`
}

function readSha(input: InputReader<ServerInput>): string {
  const form = { pattern: /^[0-9a-f]{40}$/, expected: 'a full commit SHA' }
  return input.text('sha', { ...form, required: false }) || workflowRun().sha
}
