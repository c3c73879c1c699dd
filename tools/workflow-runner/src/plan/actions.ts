import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { builtinInputProblems } from '../actions/inputs.ts'
import { messageOf } from '../errors.ts'
import { type ActionDefinition, actionFileIn, readAction } from '../parser/action-file.ts'
import { entriesOf, type Token, textOf } from '../parser/tokens.ts'
import type { JobDefinition, Source, StepDefinition } from './definition.ts'
import type { Loading } from './load.ts'
import { stepReference, unknownRepository } from './references.ts'

/** Reads all actions used by the steps of a job, including those used by composite actions, to reject unsupported ones early. */
export function checkActions(job: JobDefinition, source: Source, loading: Loading): void {
  checkSteps(job.steps, source, loading, 0)
}

function checkSteps(steps: StepDefinition[], source: Source, loading: Loading, depth: number): void {
  const problems = steps.flatMap(step => {
    try {
      if (step.uses) checkUses(step, step.uses, source, loading, depth)
      return []
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return messageOf(error)
        .split('\n')
        .map(line => (line.includes('(Line: ') ? line : `${source.path} (Line: ${step.line}): ${line}`))
    }
  })
  if (problems.length) throw new UserError(problems.join('\n'))
}

function checkUses(step: StepDefinition, uses: string, from: Source, loading: Loading, depth: number): void {
  // ActionManager.cs: composite actions can be nested ten levels deep.
  if (depth > 10)
    throw new UserError(`uses: ${uses}: composite actions can be nested 10 levels deep, not more`)
  const reference = stepReference(uses, from, loading.repositories)
  if (reference.kind === 'builtin') {
    const problems = [
      ...builtinInputProblems(
        reference.name,
        entriesOf(step.with).map(({ key }) => key.toString()),
      ),
      ...(reference.name === 'actions/checkout' ? checkoutProblems(step.with, loading) : []),
    ]
    if (problems.length) throw new UserError(problems.join('\n'))
  } else if (reference.kind === 'action') {
    checkAction(readAction(reference.source, `uses: ${uses}`), loading, depth)
  } else if (actionFileIn(join(loading.workspaceSource, reference.path))) {
    // An earlier step may create the action, so a missing one is only resolved when the step runs.
    checkAction(
      readAction({ ...from, root: loading.workspaceSource, path: reference.path }, `uses: ${uses}`),
      loading,
      depth,
    )
  }
}

function checkoutProblems(inputs: Token | undefined, { repositories }: Loading): string[] {
  const name = textOf(
    entriesOf(inputs).find(({ key }) => key.toString().toLowerCase() === 'repository')?.value,
  )
  return name && !repositories.has(name.toLowerCase()) ? [unknownRepository(name, repositories)] : []
}

function checkAction(action: ActionDefinition, loading: Loading, depth: number): void {
  if (action.runs.kind === 'node' && action.runs.pre && depth > 0) {
    throw new UserError(`${action.file}: 'pre' of an action inside a composite action is not supported`)
  }
  if (action.runs.kind === 'composite')
    checkSteps(action.runs.steps, { ...action.source, path: action.file }, loading, depth + 1)
}
