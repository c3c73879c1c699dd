import { type Case, steps } from '../run-case.ts'

const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'
const aJob = (keys: string): string => steps('- run: "true"', keys)

/** A workflow, and the parts that its refusal must contain. */
const table: [title: string, workflow: string, parts: string[], source?: string][] = [
  ['an unknown key', aJob('colour: red'), ['main.yml (Line: 5', "Unexpected value 'colour'"]],
  ['services', aJob('services: {db: {image: postgres}}'), ["job 'a', services", 'not supported']],
  ['a job container', aJob('container: node:24'), ["job 'a', container"]],
  ['snapshot', aJob('snapshot: image'), ["job 'a', snapshot"]],
  ['cancel-timeout-minutes', aJob('cancel-timeout-minutes: 3'), ['cancel-timeout-minutes']],
  [
    'a runner that is not ubuntu',
    aJob('').replace('ubuntu-latest', 'windows-latest'),
    ["'windows-latest' is not supported"],
  ],
  ['self-hosted runners', aJob('').replace('ubuntu-latest', '[self-hosted, linux]'), ["'self-hosted'"]],
  ['a runner group', aJob('').replace('ubuntu-latest', '{group: big}'), ['runner groups']],
  [
    'an unknown third-party action',
    steps('- uses: someone/something@v1'),
    ['someone/something@v1', 'not supported'],
  ],
  ['a docker action', steps('- uses: docker://alpine:3'), ['docker actions are not supported']],
  ['an action that runs in docker', steps('- uses: $/d'), ['docker']],
  ['background steps', steps('- {run: sleep 1, background: true}'), ["Unexpected value 'background'"]],
  [
    'an unknown input of a built-in action',
    steps('- {uses: actions/checkout@v4, with: {submodules: true}}'),
    ["actions/checkout: the input 'submodules'"],
  ],
  ['a step with neither run nor uses', steps('- name: nothing'), ['Line: 7', 'not enough info']],
  ['a duplicate step id', steps('- {id: s, run: x}\n- {id: s, run: y}'), ["'s'"]],
  [
    'an unknown need',
    'on: push\njobs:\n  b: {runs-on: ubuntu-latest, steps: [{run: x}]}\n  a: {needs: z, runs-on: ubuntu-latest, steps: [{run: x}]}\n',
    ["Job 'a' depends on unknown job 'z'"],
  ],
  [
    'circular needs',
    'on: push\njobs:\n  s: {runs-on: ubuntu-latest, steps: [{run: x}]}\n  a: {needs: b, runs-on: ubuntu-latest, steps: [{run: x}]}\n  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: x}]}\n',
    ['cycle'],
  ],
  ['an expression that does not parse', steps('- run: echo ${{ 1 + }}'), ['Line: 7', "'+'"]],
  ['an unknown function', steps("- run: echo ${{ nope('x') }}"), ['nope']],
  [
    'queue: max with cancel-in-progress: true',
    aJob('concurrency: {group: g, queue: max, cancel-in-progress: true}'),
    ['queue'],
    'https://github.blog/changelog/2026-05-07 (concurrency queue)',
  ],
  [
    'a Windows shell as default',
    aJob('defaults: {run: {shell: powershell}}'),
    ["main.yml (Line: 5): defaults.run, shell: 'powershell'", 'Windows'],
  ],
  [
    'an unknown shell as default of the workflow',
    `defaults: {run: {shell: zsh}}\n${aJob('')}`,
    ["defaults.run, Invalid shell option 'zsh'", "a format string containing '{0}'"],
  ],
  [
    'a checkout of an unknown repository',
    steps('- {uses: actions/checkout@v4, with: {repository: acme/nowhere}}'),
    ["main.yml (Line: 7): actions/checkout: the repository 'acme/nowhere' is not known"],
  ],
  [
    'a job without steps',
    'on: push\njobs:\n  a: {runs-on: ubuntu-latest}\n',
    ['main.yml (Line: 3)', "No steps defined in `steps` and no workflow called in `uses` for job 'a'"],
  ],
  [
    'a job with an empty list of steps',
    aJob('').replace(/steps:[\s\S]*/, 'steps: []\n'),
    ['No steps defined'],
  ],
  [
    'a concurrency group of more than 400 characters',
    aJob(`concurrency: {group: ${'g'.repeat(401)}}`),
    ['Concurrency group name must be less than 400 characters'],
    'actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs',
  ],
  [
    'a secret named GITHUB_TOKEN of workflow_call',
    aJob('').replace('on: push', 'on: {push: , workflow_call: {secrets: {github_token: {required: false}}}}'),
    ["Secret name 'github_token' within 'workflow_call' can not be used", 'reserved'],
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_callsecretssecret_id',
  ],
  ['a file that is not a workflow', 'hello: world\n', ['main.yml']],
  ['invalid YAML', 'on: push\njobs: {a\n', ['main.yml']],
  [
    'an action that does not exist',
    steps('- uses: $/nowhere'),
    ["no action.yml or action.yaml in 'nowhere'"],
  ],
]

export const refusalCases: Case[] = table.map(([title, workflow, parts, source = syntax]) => ({
  title: `refused: ${title}`,
  source,
  workflow,
  files: { 'd/action.yml': 'name: d\ndescription: d\nruns: {using: docker, image: Dockerfile}\n' },
  expected: { refused: parts },
}))
