import type { Approval, RunEvent } from '../../../src/index.ts'
import { type Case, steps } from '../../run-case.ts'

const reviews =
  'https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments'
const environments =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments'
const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'

const answering =
  (answer: Approval | undefined) =>
  (event: RunEvent): Approval | undefined =>
    event.type === 'waiting-for-approval' ? answer : undefined
const approved = { protectedEnvironments: ['Production'], on: answering({ kind: 'approved' }) }
const rejected = {
  protectedEnvironments: ['production'],
  on: answering({ kind: 'rejected', reason: 'too late' }),
}

const deploy = `on: push
jobs:
  before: {runs-on: ubuntu-latest, steps: [{run: echo "before"}]}
  deploy: {needs: before, runs-on: ubuntu-latest, environment: production, steps: [{run: echo "deployed"}]}
  after: {needs: deploy, runs-on: ubuntu-latest, steps: [{run: echo "after"}]}
  notify: {needs: deploy, if: failure(), runs-on: ubuntu-latest, steps: [{run: 'echo "notify \${{ needs.deploy.result }}"'}]}
`

export const environmentCases: Case[] = [
  {
    title: 'a job of a protected environment waits and continues when it is approved; names ignore case',
    source: reviews,
    workflow: deploy,
    options: approved,
    expected: {
      order: [
        '| before\n',
        "deploy | Waiting for approval of environment 'production'",
        '| deployed\n',
        '| after\n',
      ],
      results: { notify: 'skipped' },
    },
  },
  {
    title: 'a rejected job fails without running',
    source: reviews,
    workflow: deploy,
    options: rejected,
    expected: {
      conclusion: 'failure',
      results: { before: 'success', deploy: 'failure', after: 'skipped', notify: 'success' },
      log: ["##[error]Deployment to environment 'production' was rejected: too late", '| notify failure'],
      notLog: ['| deployed\n'],
    },
  },
  {
    title: 'no response is a rejection',
    source: 'tools/workflow-runner/README.md',
    workflow: deploy,
    options: { ...approved, on: answering(undefined) },
    expected: { conclusion: 'failure', log: ['was rejected: no approval was given'] },
  },
  {
    title: 'deployment: false also needs the approval',
    source: environments,
    workflow: steps('- run: echo "it ran"', 'environment: {name: production, deployment: false}'),
    options: rejected,
    expected: { conclusion: 'failure', notLog: ['| it ran\n'] },
  },
  {
    title: 'a job that is skipped needs no approval',
    source: reviews,
    workflow: steps('- run: "true"', 'if: false\nenvironment: production'),
    options: rejected,
    expected: { results: { a: 'skipped' }, notLog: ['Waiting for approval'] },
  },
  {
    title: 'an unprotected environment needs no approval, an empty name means no environment',
    source: environments,
    workflow: `on: push
jobs:
  a: {runs-on: ubuntu-latest, environment: staging, steps: [{run: 'true'}]}
  b: {runs-on: ubuntu-latest, environment: "\${{ vars.NONE }}", steps: [{run: 'true'}]}
`,
    options: rejected,
    expected: { results: { a: 'success', b: 'success' }, notLog: ['Waiting for approval'] },
  },
  {
    title: 'the environment of a called workflow’s job, named by an input',
    source: `${syntax}#jobsjob_idenvironment`,
    workflow: 'on: push\njobs: {c: {uses: ./.github/workflows/called.yml, with: {where: PRODUCTION}}}\n',
    files: {
      '.github/workflows/called.yml': `on: {workflow_call: {inputs: {where: {type: string}}}}
jobs: {j: {runs-on: ubuntu-latest, environment: "\${{ inputs.where }}", steps: [{run: echo "it ran"}]}}
`,
    },
    options: rejected,
    expected: {
      conclusion: 'failure',
      results: { 'c/j': 'failure', c: 'failure' },
      log: ["c/j | ##[error]Deployment to environment 'PRODUCTION' was rejected"],
      notLog: ['| it ran\n'],
    },
  },
  {
    title: 'every job of a matrix needs its own approval',
    source: reviews,
    workflow: steps(
      '- run: "true"',
      'strategy: {matrix: {e: [staging, production], x: [1, 2]}, fail-fast: false}\nenvironment: ${{ matrix.e }}',
    ),
    options: rejected,
    expected: {
      conclusion: 'failure',
      results: {
        'a (staging, 1)': 'success',
        'a (production, 1)': 'failure',
        'a (production, 2)': 'failure',
      },
    },
  },
]
