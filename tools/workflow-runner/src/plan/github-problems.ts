import { childOf, entriesOf, isExpression, itemsOf, lineOf, type Token, textOf } from '../parser/tokens.ts'
import type { WorkflowDraft } from '../parser/workflow-file.ts'
import { literalMatrix } from './matrix/literal-matrix.ts'
import { matrixProblems } from './matrix/matrix.ts'

/** actions/runner, WorkflowTemplateConverter.cs, ConvertToConcurrency. */
const MAX_GROUP_LENGTH = 400

/** What GitHub rejects when it creates a run but the library's converter does not check, one line each. */
export function githubProblems(draft: WorkflowDraft): string[] {
  const { root, source } = draft
  const line = (token: Token | undefined, message: string): string =>
    `${source.path} (Line: ${lineOf(token)}): ${message}`
  const jobs = entriesOf(childOf(root, 'jobs'))
  return [
    ...withoutSteps(jobs).map(({ key }) =>
      line(key, `No steps defined in \`steps\` and no workflow called in \`uses\` for job '${key}'`),
    ),
    ...jobs.flatMap(({ key, value }) =>
      matrixProblems(literalMatrix(value) ?? { x: [1] }).map(problem =>
        line(childOf(value, 'strategy'), `job '${key}', strategy: ${problem}`),
      ),
    ),
    ...[root, ...jobs.map(({ value }) => value)].flatMap(owner => {
      const token = childOf(owner, 'concurrency')
      return groupProblem(token).map(problem => line(token, problem))
    }),
    ...reservedSecrets(root).map(({ key }) =>
      line(
        key,
        `Secret name '${key}' within 'workflow_call' can not be used since it would collide with system reserved name`,
      ),
    ),
  ]
}

type Entry = ReturnType<typeof entriesOf>[number]

function withoutSteps(jobs: Entry[]): Entry[] {
  return jobs.filter(({ value }) => !childOf(value, 'uses') && !itemsOf(childOf(value, 'steps')).length)
}

function groupProblem(token: Token | undefined): string[] {
  const group = token && entriesOf(token).length ? childOf(token, 'group') : token
  if (!group || isExpression(group) || (textOf(group) ?? '').length <= MAX_GROUP_LENGTH) return []
  return [`Concurrency group name must be less than ${MAX_GROUP_LENGTH} characters`]
}

function reservedSecrets(root: Token): Entry[] {
  const secrets = childOf(childOf(childOf(root, 'on'), 'workflow_call'), 'secrets')
  return entriesOf(secrets).filter(({ key }) => key.toString().toUpperCase() === 'GITHUB_TOKEN')
}
