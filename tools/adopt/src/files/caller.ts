import { PERMISSIONS } from '@tsh/documentation/workflow-interface'
import { stringify } from 'yaml'
import type { Secrets } from './caller-secrets.ts'

/** A workflow that calls one of tsh/actions. */
export interface Caller {
  name: string
  branch?: string
  /** Only changes of these paths start it. */
  paths?: readonly string[]
  /** Inputs of a manual run. */
  inputs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  job: string
  workflow: string
  with?: Readonly<Record<string, string>>
  secrets: Secrets
}

/** The text of a workflow, in the form of the examples in the documentation. */
export function callerText(caller: Caller): string {
  const { name, inputs, job, workflow, with: passed, secrets } = caller
  return workflowText(name, `${push(caller)}${dispatch(inputs)}`, {
    [job]: {
      permissions: { ...PERMISSIONS },
      ...callOf(workflow, passed),
      secrets: Object.fromEntries(
        Object.entries(secrets).map(([key, secret]) => [key, expression(`secrets.${secret}`)]),
      ),
    },
  })
}

/** What a job calls, with the inputs that it passes. */
export const callOf = (
  workflow: string,
  passed: Readonly<Record<string, string | boolean>> = {},
): object => ({
  uses: `tsh/actions/.github/workflows/${workflow}.yml@v1`,
  ...(Object.keys(passed).length > 0 ? { with: passed } : {}),
})

/** @param on the lines below `on` */
export const workflowText = (name: string, on: string, jobs: object): string =>
  [yaml({ name }), `on:\n${on}`, 'permissions: {}\n', yaml({ jobs })].join('\n')

export const expression = (text: string): string => `\${{ ${text} }}`

function push({ branch, paths }: Caller): string {
  if (branch === undefined) return ''
  const list = (items: readonly string[]): string => items.map(item => JSON.stringify(item)).join(', ')
  const name = /^\w[\w./-]*$/.test(branch) ? branch : JSON.stringify(branch)
  return `  push:\n    branches: [${name}]\n${paths === undefined ? '' : `    paths: [${list(paths)}]\n`}`
}

const yaml = (value: unknown): string => stringify(value, { lineWidth: 0 })

/** Options are in one line. */
function dispatch(inputs: Caller['inputs']): string {
  if (inputs === undefined) return '  workflow_dispatch:\n'
  const text = yaml({ workflow_dispatch: { inputs } }).replace(
    /options:\n((?:\s+- .*\n)+)/g,
    (_, items: string) => {
      const names = [...items.matchAll(/- (.*)/g)].map(([, name = '']) => name)
      return `options: [${names.join(', ')}]\n`
    },
  )
  return text.replace(/^(?=.)/gm, '  ')
}
