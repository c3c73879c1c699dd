import { permissionsFor } from '@tsh/documentation/workflow-interface'
import { parse } from 'yaml'
import { readWorkflow } from './workflow-file.ts'

interface CallingJob {
  uses?: string
  permissions?: Record<string, string>
  with?: Record<string, unknown>
  secrets?: Record<string, string> | string
}

/**
 * Problems of the jobs of a workflow that call ours, each as a sentence with its fix.
 * @param text of the calling workflow
 */
export function callerProblems(root: string, name: string, text: string): string[] {
  const { jobs = {} } = parse(text) as { jobs?: Record<string, CallingJob> }
  return Object.entries(jobs).flatMap(([id, job]) => {
    const called = /^tsh\/actions\/\.github\/workflows\/(.+)@v1$/.exec(job.uses ?? '')?.[1]
    const problems = called === undefined ? [] : callProblems(root, called, job)
    return problems.map(problem => `${name}: job ${id} ${problem}`)
  })
}

function callProblems(root: string, called: string, job: CallingJob): string[] {
  const { inputs = {}, secrets = {} } = readWorkflow(root, called).on.workflow_call ?? {}
  const problems: string[] = []
  const expected = JSON.stringify(permissionsFor(called))
  if (JSON.stringify(job.permissions) !== expected)
    problems.push(`grants ${JSON.stringify(job.permissions ?? {})}. Grant ${expected}, in this order.`)
  if (typeof job.secrets === 'string')
    return [...problems, `passes all secrets (${job.secrets}). Pass them by name.`]
  return [
    ...problems,
    ...Object.keys(job.with ?? {})
      .filter(input => !Object.hasOwn(inputs, input))
      .map(input => `passes the input ${input}, which ${called} does not declare. Make it a setting.`),
    ...Object.keys(job.secrets ?? {})
      .filter(secret => !Object.hasOwn(secrets, secret))
      .map(secret => `passes the secret ${secret}, which ${called} does not declare. Remove it.`),
  ]
}

/** The workflows in the YAML blocks of a Markdown file that call ours. */
export function quotedCallers(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  return blocks.filter(block => block.includes('uses: tsh/actions/.github/workflows/'))
}
