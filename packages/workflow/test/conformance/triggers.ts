import type { Case } from '../run-case.ts'

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

export const triggerCases: Case[] = [
  {
    title: 'dispatch inputs: booleans in inputs, texts in github.event.inputs, defaults',
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
    source: 'packages/workflow/README.md',
    workflow: inputs,
    expected: { log: ['| push false'] },
  },
  {
    title: 'wrong inputs are all named before anything runs',
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
    title: 'an event the workflow does not have is refused',
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
    title: 'extra environment reaches every step and the context',
    source: 'packages/workflow/README.md',
    workflow:
      'on: push\njobs:\n  j:\n    runs-on: ubuntu-latest\n    steps: [{run: \'echo "$GITHUB_API_URL ${{ github.api_url }} $EXTRA"\'}]\n',
    options: { env: { GITHUB_API_URL: 'http://127.0.0.1:1', EXTRA: 'x' } },
    expected: { log: ['| http://127.0.0.1:1 http://127.0.0.1:1 x'] },
  },
]
