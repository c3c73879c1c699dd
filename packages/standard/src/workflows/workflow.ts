import { type At, entriesOf, entryOf, get, itemsOf, type Node, textOf, textsOf } from '../yaml/node.ts'
import { readYaml } from '../yaml/read-yaml.ts'

/** A line of a script. */
export interface ScriptLine {
  text: string
  at: At
}

export interface WorkflowStep {
  node: Node
  at: At
  name: string
  uses?: { text: string; at: At }
  /** Lines of `run`, and of the inputs of actions that run a script. */
  lines: ScriptLine[]
  /** Whether the script runs on another machine. */
  isRemote: boolean
  continuesOnError: boolean
}

export interface WorkflowJob {
  id: string
  node: Node
  at: At
  needs: string[]
  environment: string
  uses?: { text: string; at: At }
  steps: WorkflowStep[]
  continuesOnError: boolean
}

/** A workflow of GitHub Actions, or a composite action. */
export interface Workflow {
  path: string
  text: string
  root: Node
  name: string
  jobs: WorkflowJob[]
}

/** Reads a workflow; undefined for any other file. */
export function readWorkflow(path: string, text: string): Workflow | undefined {
  const { root } = readYaml(path, text)
  if (!root) return undefined
  const lines = text.split('\n')
  const jobs = entriesOf(get(root, 'jobs')).map(([id, { at, node }]) => readJob(id, at, node, lines))
  const composite = get(root, 'runs', 'steps')
  const all = composite
    ? [...jobs, readJob('', { file: path, line: 1 }, get(root, 'runs') as Node, lines)]
    : jobs
  return { path, text, root, name: textOf(get(root, 'name')) ?? '', jobs: all }
}

function readJob(id: string, at: At, node: Node, lines: readonly string[]): WorkflowJob {
  const environment = get(node, 'environment')
  const uses = usesOf(node)
  return {
    id,
    node,
    at,
    needs: textsOf(get(node, 'needs')),
    environment: textOf(environment) ?? textOf(get(environment, 'name')) ?? '',
    ...(uses ? { uses } : {}),
    steps: itemsOf(get(node, 'steps')).map(step => readStep(step, lines)),
    continuesOnError: textOf(get(node, 'continue-on-error')) === 'true',
  }
}

/** Actions that run their input `script` over SSH. */
const REMOTE_ACTION = /^(appleboy\/ssh-action|fifsky\/ssh-action|garygrossgarten\/github-action-ssh)@/
const SCRIPT_INPUTS = ['script', 'command', 'inlineScript']

function readStep(node: Node, lines: readonly string[]): WorkflowStep {
  const uses = usesOf(node)
  const scripts = [get(node, 'run'), ...SCRIPT_INPUTS.map(input => get(node, 'with', input))]
  return {
    node,
    at: { file: node.file, line: node.line },
    name: textOf(get(node, 'name')) ?? '',
    ...(uses ? { uses } : {}),
    lines: scripts.flatMap(script => (script ? scriptLines(script, lines) : [])),
    isRemote: REMOTE_ACTION.test(uses?.text ?? ''),
    continuesOnError: textOf(get(node, 'continue-on-error')) === 'true',
  }
}

function usesOf(node: Node): { text: string; at: At } | undefined {
  const entry = entryOf(node, 'uses')
  const text = textOf(entry?.node)
  return entry && text !== undefined ? { text, at: entry.at } : undefined
}

/** The lines of a script with their positions: a block scalar starts below its key. */
function scriptLines(node: Node, source: readonly string[]): ScriptLine[] {
  const text = textOf(node) ?? ''
  const isBlock = /^\s*(- )?[\w-]+:\s*[|>]/.test(source[node.line - 1] ?? '')
  return text.split('\n').map((line, index) => ({
    text: line,
    at: { file: node.file, line: node.line + index + (isBlock ? 1 : 0) },
  }))
}

/** All steps with their jobs. */
export const stepsIn = (workflow: Workflow): { job: WorkflowJob; step: WorkflowStep }[] =>
  workflow.jobs.flatMap(job => job.steps.map(step => ({ job, step })))

export const scriptOf = ({ lines }: WorkflowStep): string => lines.map(({ text }) => text).join('\n')

/** The branches whose pushes trigger a workflow; all without a filter. */
export function pushedBranches({ root }: Workflow): string[] | undefined {
  const on = get(root, 'on')
  if (textsOf(on).includes('push')) return ['**']
  const push = entryOf(on, 'push')
  if (!push) return undefined
  const branches = textsOf(get(push.node, 'branches'))
  if (branches.length > 0) return branches
  return get(push.node, 'tags') || get(push.node, 'branches-ignore') ? [] : ['**']
}
