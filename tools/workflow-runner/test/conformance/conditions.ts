import { type Case, steps } from '../run-case.ts'

const status =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions'
const operators = 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators'
const availability =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability'
const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'
const converter =
  'actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs, ConvertToIfCondition'

const job = (id: string, keys = '', run = 'true'): string =>
  `  ${id}:\n    runs-on: ubuntu-latest\n${keys.replace(/^(?=.)/gm, '    ')}\n    steps: [{run: '${run}'}]\n`
const jobs = (...list: string[]): string => `on: push\njobs:\n${list.join('')}`

/** An expression that evaluates to a string of 10^`times` characters. */
const tenfold = (times: number): string =>
  times === 0 ? "'x'" : `format('${'{0}'.repeat(10)}', ${tenfold(times - 1)})`

/** Contexts and functions not available in a key: key, workflow, refused name. */
const unavailable: [key: string, workflow: string, name: string][] = [
  ['env in the condition of a job', jobs(job('a', "if: env.X == ''")), 'env'],
  [
    'matrix in the condition of a job',
    jobs(job('a', 'if: matrix.x\nstrategy: {matrix: {x: [1]}}')),
    'matrix',
  ],
  ['steps in the environment of a job', jobs(job('a', 'env: {A: "${{ steps.s.outputs.x }}"}')), 'steps'],
  ['secrets in the condition of a step', steps('- {if: secrets.A != null, run: x}'), 'secrets'],
  [
    'secrets in the environment url',
    steps('- run: x', 'environment: {name: e, url: "${{ secrets.A }}"}'),
    'secrets',
  ],
  ['hashFiles in the condition of a job', jobs(job('a', "if: hashFiles('x') == ''")), 'hashFiles'],
  ['a status function outside of conditions', steps('- {run: "echo ${{ success() }}"}'), 'success'],
  ['env in the concurrency of a workflow', `concurrency: "\${{ env.A }}"\n${jobs(job('a'))}`, 'env'],
  [
    'needs in the environment of a workflow',
    `env: {A: "\${{ needs.a.result }}"}\n${jobs(job('a'))}`,
    'needs',
  ],
  ['env in runs-on', jobs(job('a').replace('ubuntu-latest', '${{ env.LABEL }}')), 'env'],
  [
    'runner in the outputs of a call',
    'on: {workflow_call: {outputs: {o: {value: "${{ runner.os }}"}}}}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: x}]}}\n',
    'runner',
  ],
  ['matrix in a strategy', jobs(job('a', 'strategy: {matrix: {x: ["${{ matrix.y }}"]}}')), 'matrix'],
]

export const conditionCases: Case[] = [
  ...unavailable.map(([key, workflow, name]) => ({
    title: `refused: ${key}`,
    source: availability,
    workflow,
    expected: { refused: ['Unrecognized', name] },
  })),
  {
    title: 'failure() of a job is false if none of its needs failed, also after a skip',
    source: status,
    workflow: jobs(
      job('a', 'if: false'),
      job('b', 'needs: a\nif: failure()'),
      job('c', 'needs: a\nif: always() && !failure()'),
    ),
    expected: { results: { a: 'skipped', b: 'skipped', c: 'success' } },
  },
  {
    title: 'a rollback guarded by an output and a result, as deploy workflows write it',
    source: status,
    workflow: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    outputs: {switched: "\${{ steps.s.outputs.switched }}"}
    steps:
      - {id: s, run: 'echo switched=true >> "$GITHUB_OUTPUT"'}
      - run: exit 1
  smoke: {needs: deploy, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  rollback:
    needs: [deploy, smoke]
    if: always() && needs.deploy.outputs.switched == 'true' && (needs.deploy.result != 'success' || needs.smoke.result == 'failure')
    runs-on: ubuntu-latest
    steps: [{run: 'echo "rolled back after \${{ needs.smoke.result }}"'}]
`,
    expected: {
      conclusion: 'failure',
      results: { smoke: 'skipped', rollback: 'success' },
      log: ['| rolled back after skipped'],
    },
  },
  {
    title: 'success(job) and failure(job) only consider the named needs',
    source: 'actions/runner src/Sdk/WorkflowParser/workflow-v1.0.json, job-if',
    workflow: jobs(
      job('a', '', 'exit 1'),
      job('b'),
      job('c', "needs: [a, b]\nif: success('b')"),
      job('d', "needs: [a, b]\nif: failure('B') || success('A')"),
      job('e', "needs: [a, b]\nif: success('B') && failure('A')"),
    ),
    expected: { conclusion: 'failure', results: { c: 'success', d: 'skipped', e: 'success' } },
  },
  {
    title: 'cancelled() is false in a run that is not cancelled, and an empty condition is success()',
    source: converter,
    workflow: jobs(
      job('a', '', 'exit 1'),
      job('b', 'needs: a\nif: cancelled()'),
      job('c', 'needs: a\nif: ""'),
    ),
    expected: { conclusion: 'failure', results: { b: 'skipped', c: 'skipped' } },
  },
  {
    title: 'success() is not added to a condition that contains a status function',
    source: converter,
    workflow: jobs(
      job('a', '', 'exit 1'),
      job('b', "needs: a\nif: ${{ github.event_name == 'push' && (failure() || false) }}"),
      job('c', "needs: a\nif: contains(fromJSON('[true]'), always())"),
    ),
    expected: { conclusion: 'failure', results: { b: 'success', c: 'success' } },
  },
  {
    title: 'success() of steps uses the conclusion of a step with continue-on-error, the outcome is kept',
    source: `${syntax}#jobsjob_idstepscontinue-on-error`,
    workflow: steps(`
- {id: s, run: exit 1, continue-on-error: "\${{ github.event_name == 'push' }}"}
- {if: failure(), run: echo "failure"}
- {if: steps.s.outcome == 'failure' && success(), run: echo "seen"}
`),
    expected: { log: ['| seen'], notLog: ['| failure\n'] },
  },
  {
    title: 'an always() step after a failure sees job.status, later plain steps are skipped',
    source: status,
    workflow: steps(`
- {id: one, run: exit 1}
- {id: two, if: always(), run: 'echo "\${{ job.status }}"'}
- {id: three, run: echo "plain"}
- {if: "!cancelled()", run: 'echo "\${{ steps.two.conclusion }} \${{ steps.three.conclusion }}"'}
`),
    expected: { conclusion: 'failure', log: ['| failure\n', '| success skipped'], notLog: ['| plain'] },
  },
  {
    title: '&& and || return one of their operands, ! a boolean, and < compares strings case-insensitively',
    source: operators,
    workflow: steps(`
- run: echo "<\${{ github.event.no && 'a' || 'b' }}> <\${{ 'x' && 0 }}> <\${{ !'x' }}> <\${{ 'abc' < 'ABD' }}> <\${{ null || false }}>"
`),
    expected: { log: ['| <b> <0> <false> <true> <false>'] },
  },
  {
    title: 'non-numeric strings are NaN in comparisons, an empty one is zero',
    source: operators,
    workflow: steps(`
- run: echo "\${{ '' == 0 }} \${{ ' 12 ' == 12 }} \${{ '0x10' == 16 }} \${{ 'x' == 0 }} \${{ 'x' < 1 }} \${{ 'x' >= 1 }} \${{ true == 'true' }}"
`),
    expected: { log: ['| true true true false false false false'] },
  },
  {
    title: 'objects and arrays are compared by identity',
    source: operators,
    workflow: steps(`
- run: echo "\${{ github.event == github.event }} \${{ fromJSON('[1]') == fromJSON('[1]') }} \${{ github == 'Object' }}"
`),
    expected: { log: ['| true false false'] },
  },
  {
    title: 'contains, startsWith, endsWith and format with numbers, booleans and null',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions',
    workflow: steps(`
- run: echo "\${{ contains(12345, 34) }} \${{ contains(fromJSON('[1,2]'), '2') }} \${{ startsWith(true, 'TR') }} \${{ endsWith('a1', 1) }} \${{ contains(null, '') }} <\${{ format('{0}|{1}|{2}', null, true, 'x{0}') }}>"
`),
    expected: { log: ['| true true true true true <|true|x{0}>'] },
  },
  {
    title: 'format rejects missing arguments, and escapes braces by doubling',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#format',
    workflow: steps(`
- {run: 'echo "\${{ format(''{0} {1}'', 1) }}"', continue-on-error: true}
- run: echo '\${{ format('{{"k":"{0}"}}', 'v') }}'
`),
    expected: {
      log: ['The following format string references more arguments than were supplied', '| {"k":"v"}'],
    },
  },
  {
    title: 'an expression result of more than ten MiB is an error',
    source:
      'actions/runner src/Sdk/DTPipelines/Pipelines/ObjectTemplating/PipelineTemplateEvaluator.cs, MaxResultSize',
    workflow: steps(`
- if: startsWith(${tenfold(7)}, 'x')
  run: 'true'
- if: always() && startsWith(${tenfold(6)}, 'x')
  run: echo "a million are fine"
`),
    expected: {
      conclusion: 'failure',
      log: ['The maximum allowed memory size was exceeded', '| a million are fine'],
    },
  },
  {
    title: 'fromJSON of an empty string is an error, toJSON and fromJSON round-trip',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#fromjson',
    workflow: steps(`
- {run: 'echo "\${{ fromJSON(vars.NONE) }}"', continue-on-error: true}
- run: echo "\${{ fromJSON(toJSON(fromJSON('{"a":[{"b":"c"}]}'))).a[0].b }} \${{ fromJSON('"\\u00e4"') }}"
`),
    expected: { log: ['##[error]The template is not valid.', '| c ä'] },
  },
  {
    title: 'filters with * on arrays and objects; an index out of range is null',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#object-filters',
    workflow: steps(`
- run: echo "\${{ join(fromJSON('{"x":{"n":1},"y":{"n":2},"z":3}').*.n, '+') }} <\${{ fromJSON('[1]')[5] }}> <\${{ fromJSON('[1]')[-1] }}> \${{ fromJSON('{"K":7}')['k'] }}"
`),
    expected: { log: ['| 1+2 <> <> 7'] },
  },
]
