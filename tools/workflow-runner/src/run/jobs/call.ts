import { messageOf } from '../../errors.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { callInputs, callSecrets } from '../../plan/calls.ts'
import { deadlock, groupOf } from '../../plan/concurrency.ts'
import type { CallDefinition } from '../../plan/definition.ts'
import { passedPermissions } from '../../plan/permissions.ts'
import { createCanceller } from '../canceller.ts'
import type { JobOutcome, Result } from '../context/events.ts'
import { endEarly, reportJobFailure, runFrame } from '../frame.ts'
import type { Frame } from '../state.ts'
import type { JobPlan } from './job-create.ts'

/** A job that calls a workflow: its jobs run in a separate frame, with the caller's `github` context. */
export async function runCall(plan: JobPlan, call: CallDefinition): Promise<JobOutcome> {
  const { frame: caller, definition, id } = plan
  const frame = calledFrame(plan, call)
  const group = groupOf(call.workflow.concurrency, {
    file: call.workflow.source.path,
    contexts: { github: frame.github, inputs: frame.inputs, vars: caller.run.vars },
    functions: [],
  })
  const problem = deadlock(group, definition.id, frame.held)
  if (problem) {
    await endEarly(caller, definition, problem, 'cancelled')
    return record(plan, 'cancelled', {})
  }
  if (group) frame.held.push({ name: group, holder: definition.id })
  const started = Date.now()
  await caller.run.listener({ type: 'job-started', job: id, name: plan.name })
  try {
    const outputs = withoutSecrets(frame, id, await runFrame(frame))
    return await finished(plan, resultOf(frame), outputs, started)
  } catch (error) {
    reportJobFailure(caller, definition, messageOf(error))
    return await finished(plan, 'failure', {}, started)
  }
}

function calledFrame(plan: JobPlan, call: CallDefinition): Frame {
  const { frame: caller, scope } = plan
  const { run } = caller
  const inside: Scope = {
    file: call.workflow.source.path,
    contexts: { github: caller.github, vars: run.vars, inputs: {} },
    functions: [],
  }
  const secrets = callSecrets(call, scope, caller.secrets)
  // A caller can combine secrets; the combined value is also a secret.
  for (const value of Object.values(secrets)) run.masker.add(value.trim())
  return {
    run,
    workflow: call.workflow,
    github: caller.github,
    inputs: callInputs(call, scope, inside, run.replaceInput),
    secrets,
    granted: passedPermissions(plan.definition, caller.workflow, caller.granted),
    prefix: { id: `${plan.id}/`, name: `${plan.name} / ` },
    held: [...caller.held],
    canceller: createCanceller(plan.canceller),
    outcomes: new Map(),
    earlier: caller.earlier,
  }
}

function resultOf(frame: Frame): Result {
  const results = [...frame.outcomes.values()].map(outcome => outcome.result)
  if (results.includes('failure')) return 'failure'
  if (results.includes('cancelled')) return 'cancelled'
  return results.every(result => result === 'skipped') ? 'skipped' : 'success'
}

function withoutSecrets(frame: Frame, id: string, outputs: Record<string, string>): Record<string, string> {
  const { masker, log } = frame.run
  return Object.fromEntries(
    Object.entries(outputs).filter(([name, value]) => {
      if (masker.mask(value) === value) return true
      log.write(id, '', `##[warning]Skip output '${name}' since it may contain secret.`)
      return false
    }),
  )
}

async function finished(
  plan: JobPlan,
  result: Result,
  outputs: Record<string, string>,
  started: number,
): Promise<JobOutcome> {
  const seconds = (Date.now() - started) / 1000
  await plan.frame.run.listener({
    type: 'job-finished',
    job: plan.id,
    name: plan.name,
    result,
    outputs,
    seconds,
  })
  return record(plan, result, outputs)
}

function record(plan: JobPlan, result: Result, outputs: Record<string, string>): JobOutcome {
  const outcome = { result, outputs }
  plan.frame.run.jobs[plan.id] = outcome
  return outcome
}
