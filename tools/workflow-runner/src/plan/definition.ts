import type { BasicExpressionToken, Token } from '../parser/tokens.ts'

/** The origin of a file: `path` inside the repository `repository`, whose root is the folder `root`. */
export interface Source {
  root: string
  path: string
  /** `owner/name` */
  repository: string
  ref: string
}

export interface StepDefinition {
  /** The id in the `steps` context, and the value of GITHUB_ACTION; generated ones start with `__`. */
  id: string
  line: number
  condition: BasicExpressionToken
  name?: Token
  env?: Token
  continueOnError?: Token
  timeout?: Token
  run?: Token
  shell?: Token
  workingDirectory?: Token
  uses?: string
  with?: Token
}

export interface Defaults {
  shell?: Token
  workingDirectory?: Token
}

export interface CallDefinition {
  workflow: WorkflowDefinition
  with?: Token
  /** Secrets by name, or everything. */
  secrets?: Token | 'inherit'
}

export interface JobDefinition {
  id: string
  line: number
  needs: string[]
  condition: BasicExpressionToken
  name?: Token
  strategy?: Token
  concurrency?: Token
  permissions?: Token
  /** Set for a job that calls another workflow, which has no steps. */
  call?: CallDefinition
  runsOn?: Token
  env?: Token
  environment?: Token
  outputs?: Token
  timeout?: Token
  continueOnError?: Token
  defaults?: Defaults
  steps: StepDefinition[]
}

export interface InputDefinition {
  name: string
  type: string
  required: boolean
  default?: Token
  options: string[]
}

export interface WorkflowDefinition {
  source: Source
  name: string
  /** Names of the events in `on`. */
  events: string[]
  /** The `cron` of every item of `schedule`. */
  schedules: string[]
  dispatchInputs: InputDefinition[]
  callInputs: InputDefinition[]
  callSecrets: { name: string; required: boolean }[]
  callOutputs: Token | undefined
  env?: Token
  defaults?: Defaults
  permissions?: Token
  concurrency?: Token
  jobs: JobDefinition[]
}
