import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import type { Source, StepDefinition } from '../plan/definition.ts'
import { actions, BasicExpressionToken, parser } from './library.ts'
import { parseFile, refusal } from './read.ts'
import { stepIdProblems } from './step-ids.ts'
import {
  type BasicExpressionToken as Condition,
  childOf,
  entriesOf,
  itemsOf,
  type Token,
  textOf,
} from './tokens.ts'
import { stepOf } from './workflow-file.ts'

/** An `action.yml`. `source.path` is the folder of the action inside its repository. */
export interface ActionDefinition {
  source: Source
  file: string
  directory: string
  inputs: { name: string; default?: Token; deprecation?: string }[]
  outputs: Token | undefined
  runs:
    | { kind: 'composite'; steps: StepDefinition[] }
    | { kind: 'node'; main: string; pre?: string; preIf: Condition; post?: string; postIf: Condition }
}

export function actionFileIn(directory: string): string | undefined {
  return ['action.yml', 'action.yaml'].find(name => existsSync(join(directory, name)))
}

/** Reads the action in a folder of a repository. @throws UserError for unsupported kinds of actions */
export function readAction(source: Source, label: string): ActionDefinition {
  const directory = join(source.root, source.path)
  const name = actionFileIn(directory)
  if (!name)
    throw new UserError(
      `${label}: no action.yml or action.yaml in '${source.path || '.'}' of ${source.repository}`,
    )
  const file = join(source.path, name)
  const { context, root: value } = parseFile('action', file, readFileSync(join(directory, name), 'utf8'))
  const template = actions.convertActionTemplate(context, value)
  const runs = childOf(value, 'runs')
  for (const { token, message } of stepIdProblems(childOf(runs, 'steps'))) context.error(token, message)
  if (context.errors.count) throw refusal(context, file)
  return {
    source,
    file,
    directory,
    inputs: entriesOf(childOf(value, 'inputs')).map(({ key, value }) => inputOf(key.toString(), value)),
    outputs: childOf(value, 'outputs'),
    runs:
      template.runs.using === 'composite'
        ? compositeOf(template.runs.steps, runs)
        : nodeOf(template.runs, runs, `${label} (${file})`),
  }
}

function inputOf(name: string, token: Token): ActionDefinition['inputs'][number] {
  const value = childOf(token, 'default')
  const deprecation = textOf(childOf(token, 'deprecationMessage'))
  return { name, ...(value && { default: value }), ...(deprecation && { deprecation }) }
}

function compositeOf(
  steps: Parameters<typeof stepOf>[0][],
  runs: Token | undefined,
): ActionDefinition['runs'] {
  const tokens = itemsOf(childOf(runs, 'steps'))
  return { kind: 'composite', steps: steps.map((step, index) => stepOf(step, tokens[index] as Token)) }
}

function nodeOf(
  runs: { using: string; main?: string; pre?: string; post?: string },
  token: Token | undefined,
  label: string,
): ActionDefinition['runs'] {
  if (runs.using !== 'node20' && runs.using !== 'node24') {
    throw new UserError(
      `${label}: an action that runs 'using: ${runs.using}' is not supported; use node24 or composite`,
    )
  }
  const { main = '', pre, post } = runs
  const conditions = {
    preIf: conditionOf(childOf(token, 'pre-if')),
    postIf: conditionOf(childOf(token, 'post-if')),
  }
  return { kind: 'node', main, ...conditions, ...(pre && { pre }), ...(post && { post }) }
}

/** `pre-if` and `post-if` are used unchanged, without an added `success() &&` (actions/runner, ActionManifestManager.cs). */
function conditionOf(token: Token | undefined): Condition {
  const text = (token && parser.isBasicExpression(token) ? token.expression : textOf(token)) || 'always()'
  return new BasicExpressionToken(
    token?.file,
    token?.range,
    text,
    token?.definitionInfo,
    undefined,
    undefined,
  )
}
