import type { Step, WorkflowJob } from '@actions/workflow-parser/model/workflow-template'
import type {
  Defaults,
  InputDefinition,
  JobDefinition,
  Source,
  StepDefinition,
  WorkflowDefinition,
} from '../plan/definition.ts'
import { parser } from './library.ts'
import { alignNeeds } from './needs.ts'
import { parseFile, refusal } from './read.ts'
import { stepIdProblems } from './step-ids.ts'
import {
  type BasicExpressionToken,
  childOf,
  entriesOf,
  itemsOf,
  lineOf,
  literalOf,
  type Token,
  textOf,
} from './tokens.ts'

/** A job before the workflow it calls is loaded. */
export type JobDraft = JobDefinition & { uses?: Token; with?: Token; secrets?: Token }
export type WorkflowDraft = Omit<WorkflowDefinition, 'jobs'> & { jobs: JobDraft[]; root: Token }

/** Parses and validates one workflow file with GitHub's own parser. */
export async function parseWorkflowFile(source: Source, content: string): Promise<WorkflowDraft> {
  const { context, root: value } = parseFile('workflow', source.path, content)
  const jobs = childOf(value, 'jobs')
  alignNeeds(jobs)
  const template = await parser.convertWorkflowTemplate(context, value)
  for (const { value: job } of entriesOf(jobs))
    for (const { token, message } of stepIdProblems(childOf(job, 'steps'))) context.error(token, message)
  if (context.errors.count || !template.jobs) throw refusal(context, source.path)
  return {
    root: value,
    source,
    name: textOf(childOf(value, 'name')) || source.path,
    ...triggersOf(childOf(value, 'on')),
    ...optional({
      env: childOf(value, 'env'),
      defaults: defaultsOf(value),
      permissions: childOf(value, 'permissions'),
      concurrency: childOf(value, 'concurrency'),
    }),
    jobs: template.jobs.map(job => jobOf(job, childOf(jobs, job.id.value) as Token)),
  }
}

function triggersOf(on: Token | undefined) {
  const listed = itemsOf(on).map(item => textOf(item) ?? '')
  const keys = entriesOf(on).map(({ key }) => key.toString())
  const dispatch = childOf(on, 'workflow_dispatch')
  const call = childOf(on, 'workflow_call')
  return {
    events: [textOf(on), ...listed, ...keys].filter(name => name !== undefined),
    schedules: itemsOf(childOf(on, 'schedule')).map(item => textOf(childOf(item, 'cron')) ?? ''),
    dispatchInputs: inputsOf(dispatch),
    callInputs: inputsOf(call),
    callSecrets: entriesOf(childOf(call, 'secrets')).map(({ key, value }) => ({
      name: key.toString(),
      required: literalOf(childOf(value, 'required')) === true,
    })),
    callOutputs: childOf(call, 'outputs'),
  }
}

function inputsOf(trigger: Token | undefined): InputDefinition[] {
  return entriesOf(childOf(trigger, 'inputs')).map(({ key, value }) => ({
    name: key.toString(),
    type: textOf(childOf(value, 'type')) ?? 'string',
    required: literalOf(childOf(value, 'required')) === true,
    options: itemsOf(childOf(value, 'options')).map(option => textOf(option) ?? ''),
    ...optional({ default: childOf(value, 'default') }),
  }))
}

function defaultsOf(token: Token): Defaults | undefined {
  const run = childOf(childOf(token, 'defaults'), 'run')
  return (
    run && optional({ shell: childOf(run, 'shell'), workingDirectory: childOf(run, 'working-directory') })
  )
}

function jobOf(job: WorkflowJob, token: Token): JobDraft {
  const child = (key: string): Token | undefined => childOf(token, key)
  return {
    id: job.id.value,
    line: lineOf(job.id),
    needs: (job.needs ?? []).map(need => need.value),
    condition: job.if,
    steps:
      job.type === 'job'
        ? job.steps.map((step, index) => stepOf(step, itemsOf(child('steps'))[index] as Token))
        : [],
    ...optional({
      name: child('name'),
      strategy: child('strategy'),
      concurrency: child('concurrency'),
      permissions: child('permissions'),
      runsOn: child('runs-on'),
      env: child('env'),
      environment: child('environment'),
      outputs: child('outputs'),
      timeout: child('timeout-minutes'),
      continueOnError: child('continue-on-error'),
      defaults: defaultsOf(token),
      uses: child('uses'),
      with: child('with'),
      secrets: child('secrets'),
    }),
  }
}

/** Also for the steps of a composite action. */
export function stepOf(step: Step, token: Token): StepDefinition {
  const child = (key: string): Token | undefined => childOf(token, key)
  return {
    id: step.id,
    line: lineOf(token),
    condition: step.if as BasicExpressionToken,
    ...optional({
      name: child('name'),
      env: child('env'),
      continueOnError: child('continue-on-error'),
      timeout: child('timeout-minutes'),
      run: child('run'),
      shell: child('shell'),
      workingDirectory: child('working-directory'),
      uses: textOf(child('uses')),
      with: child('with'),
    }),
  }
}

/** Drops undefined values, for `exactOptionalPropertyTypes`. */
function optional<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}
