import type { Case } from '../../run-case.ts'

const dispatch =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs'
const inputs = `on:
  push:
  workflow_dispatch:
    inputs:
      flag: {type: boolean, default: true}
      kind: {type: choice, options: [a, b], default: b}
      count: {type: number}
      text: {required: true, type: string}
      where: {type: environment}
jobs:
  j:
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo '\${{ github.event_name }} \${{ inputs.flag == true }} \${{ inputs.kind }} \${{ inputs.text }}'
          echo '\${{ toJSON(github.event.inputs.flag) }} \${{ toJSON(inputs.flag) }} \${{ toJSON(inputs.count) }}'
          [ -z '\${{ !inputs.flag && 'off' || '' }}' ] || echo switched off
`

const events =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows'
const print = (on: string, expressions: string): string =>
  `on: ${on}\njobs:\n  j:\n    runs-on: ubuntu-latest\n    steps: [{run: 'echo "${expressions}"'}]\n`
const pullRequest = { number: 7, base: { ref: 'main' }, head: { ref: 'topic' } }

export const triggerCases: Case[] = [
  {
    title: 'schedule: the cron of the file in the event, no inputs, no ref in the event',
    source: `${events}#schedule`,
    workflow: print(
      "{schedule: [{cron: '15 4 * * 1'}, {cron: '0 0 * * *'}], workflow_dispatch: {inputs: {x: {default: d}}}}",
      '${{ github.event_name }} <${{ github.event.schedule }}> <${{ inputs.x }}> <${{ github.event.inputs.x }}> <${{ github.event.ref }}> ${{ github.event.workflow }} ${{ github.ref }}',
    ),
    options: { event: { name: 'schedule' } },
    expected: {
      log: ['| schedule <15 4 * * 1> <> <> <> .github/workflows/main.yml refs/heads/main'],
    },
  },
  {
    title: 'schedule: neither repository nor sender in the event, which is not a webhook',
    source: `${events}#schedule`,
    workflow: print(
      "{schedule: [{cron: '1 1 * * *'}]}",
      '<${{ github.event.repository.name }}> <${{ github.event.sender.login }}> ${{ github.repository_owner }}',
    ),
    options: { event: { name: 'schedule', repository: 'acme/shop' } },
    expected: { log: ['| <> <> acme'] },
  },
  {
    title: 'schedule: another cron of the file by its payload',
    source: `${events}#schedule`,
    workflow: print("{schedule: [{cron: '1 1 * * *'}, {cron: '2 2 * * *'}]}", '${{ github.event.schedule }}'),
    options: { event: { payload: { schedule: '2 2 * * *' } } },
    expected: { log: ['| 2 2 * * *'] },
  },
  {
    title: 'schedule rejects inputs',
    source: `${events}#schedule`,
    workflow: print("{schedule: [{cron: '1 1 * * *'}]}", 'x'),
    options: { inputs: { x: '1' } },
    expected: { refused: ["Unexpected input 'x': the workflow takes none for schedule"] },
  },
  {
    title: 'an invalid cron is refused',
    source: `${events}#schedule`,
    workflow: print("{schedule: [{cron: '61 * * * *'}]}", 'x'),
    expected: { refused: ['Invalid cron'] },
  },
  {
    title: 'pull_request without a payload is refused',
    source: `${events}#pull_request`,
    workflow: print('pull_request', 'x'),
    expected: { refused: ["main.yml: the event 'pull_request' needs a payload", '--event-file FILE'] },
  },
  {
    title: 'pull_request with a payload: the merge ref, base and head',
    source: `${events}#pull_request`,
    workflow: print(
      'pull_request',
      '${{ github.ref }} ${{ github.ref_name }} $GITHUB_BASE_REF $GITHUB_HEAD_REF ${{ github.event.pull_request.number }} ${{ github.event.repository.name }} ${{ github.event.repository.private }}',
    ),
    options: {
      event: { repository: 'o/r', payload: { pull_request: pullRequest, repository: { private: true } } },
    },
    expected: { log: ['| refs/pull/7/merge 7/merge main topic 7 r true'] },
  },
  {
    title: 'pull_request_target runs for the base branch',
    source: `${events}#pull_request_target`,
    workflow: print('pull_request_target', '${{ github.ref }} ${{ github.head_ref }}'),
    options: { event: { name: 'pull_request_target', payload: { pull_request: pullRequest } } },
    expected: { log: ['| refs/heads/main topic'] },
  },
  {
    title: 'the default branch is in the event, and is the ref by default',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context',
    workflow: print('push', '${{ github.event.repository.default_branch }} ${{ github.ref }}'),
    options: { event: { defaultBranch: 'master' } },
    expected: { log: ['| master refs/heads/master'] },
  },
  {
    title: 'without git and without an option the default branch is main',
    source: 'tools/workflow-runner/README.md',
    workflow: print('push', '${{ github.event.repository.default_branch }}'),
    options: { event: { ref: 'topic' } },
    expected: { log: ['| main'] },
  },
  {
    title: 'the attempt of a run is in the context and the environment',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context',
    workflow: print('push', '$GITHUB_RUN_ATTEMPT <${{ github.run_attempt }}>'),
    options: { attempt: 3 },
    expected: { log: ['| 3 <3>'] },
  },
  {
    title: 'dispatch inputs: booleans in inputs, strings in github.event.inputs, defaults',
    source: dispatch,
    workflow: inputs,
    options: { inputs: { text: 'hi', count: '4' } },
    expected: { log: ['| workflow_dispatch true b hi', '| "true" true 4'] },
  },
  {
    title: 'a boolean that is false is false',
    source: dispatch,
    workflow: inputs,
    options: { inputs: { text: 'hi', flag: 'false' } },
    expected: { log: ['| "false" false', '| switched off'] },
  },
  {
    title: 'without inputs a workflow that has push runs for push',
    source: 'tools/workflow-runner/README.md',
    workflow: inputs,
    expected: { log: ['| push false'] },
  },
  {
    title: 'all invalid inputs are listed before anything runs',
    source: dispatch,
    workflow: inputs,
    options: { inputs: { flag: 'maybe', kind: 'c', count: 'x', other: '1' } },
    expected: {
      refused: [
        "Required input 'text' not provided",
        "Provided value 'c' for input 'kind' not in the list of allowed values: a, b",
        "Provided value 'maybe' for input 'flag'",
        "'count' is not a number",
        "Unexpected input 'other'",
      ],
    },
  },
  {
    title: 'an event without a trigger in the workflow is refused',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows',
    workflow: inputs,
    options: { event: { name: 'schedule' } },
    expected: { refused: ["no trigger 'schedule'", 'push, workflow_dispatch'] },
  },
  {
    title: 'ref, sha, actor and payload of the event',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context',
    workflow:
      'on: push\njobs:\n  j:\n    runs-on: ubuntu-latest\n    steps: [{run: \'echo "${{ github.ref }} ${{ github.ref_name }} ${{ github.ref_type }} $GITHUB_SHA ${{ github.actor }} ${{ github.event.extra.deep }}"\'}]\n',
    options: {
      event: { ref: 'refs/tags/v1', sha: 'f'.repeat(40), actor: 'ada', payload: { extra: { deep: 1 } } },
    },
    expected: { log: [`| refs/tags/v1 v1 tag ${'f'.repeat(40)} ada 1`] },
  },
  {
    title: 'extra environment is available in every step and the context',
    source: 'tools/workflow-runner/README.md',
    workflow:
      'on: push\njobs:\n  j:\n    runs-on: ubuntu-latest\n    steps: [{run: \'echo "$GITHUB_API_URL ${{ github.api_url }} $EXTRA"\'}]\n',
    options: { env: { GITHUB_API_URL: 'http://127.0.0.1:1', EXTRA: 'x' } },
    expected: { log: ['| http://127.0.0.1:1 http://127.0.0.1:1 x'] },
  },
]
