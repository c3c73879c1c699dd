import type { Case } from '../../run-case.ts'

const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'
const needs = `${syntax}#jobsjob_idneeds`
const runner = 'https://github.com/actions/runner/issues'

/** A job that prints its id; `keys` precede its steps. */
const job = (id: string, keys = '', run = 'true'): string =>
  `  ${id}:\n    runs-on: ubuntu-latest\n${keys.replace(/^(?=.)/gm, '    ')}\n    steps: [{run: '${run}'}]\n`
const jobs = (...list: string[]): string => `on: push\njobs:\n${list.join('')}`

export const jobCases: Case[] = [
  {
    title: 'a failed job skips all dependent jobs, also indirect ones',
    source: needs,
    workflow: jobs(job('a', '', 'exit 1'), job('b', 'needs: a'), job('c', 'needs: b')),
    expected: { conclusion: 'failure', results: { a: 'failure', b: 'skipped', c: 'skipped' } },
  },
  {
    title: 'always() runs after a failure',
    source: `${needs}`,
    workflow: jobs(job('a', '', 'exit 1'), job('b', 'needs: a\nif: always()')),
    expected: { conclusion: 'failure', results: { a: 'failure', b: 'success' } },
  },
  {
    title: 'failure() sees all ancestors, not only the direct needs',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#failure',
    workflow: jobs(
      job('a', '', 'exit 1'),
      job('b', 'needs: a\nif: always()'),
      job('c', 'needs: b\nif: failure()'),
      job('d', 'if: failure()'),
    ),
    expected: { conclusion: 'failure', results: { b: 'success', c: 'success', d: 'skipped' } },
  },
  {
    title: 'a skip propagates past a job that ran with always()',
    source: `${runner}/2205`,
    workflow: jobs(
      job('a', 'if: false'),
      job('b', 'needs: a\nif: always()'),
      job('c', 'needs: b'),
      job('d', 'needs: b\nif: success() || failure()'),
    ),
    expected: { results: { a: 'skipped', b: 'success', c: 'skipped', d: 'skipped' } },
  },
  {
    title: '!cancelled() with results of the needs runs past a skipped job',
    source: `${runner}/491`,
    workflow: jobs(
      job('a', 'if: false'),
      job('b', "needs: a\nif: ${{ !cancelled() && needs.a.result == 'skipped' }}"),
    ),
    expected: { results: { a: 'skipped', b: 'success' } },
  },
  {
    title: 'success() is added to an `if` without a status function',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions',
    workflow: jobs(job('a', '', 'exit 1'), job('b', 'needs: a\nif: true')),
    expected: { conclusion: 'failure', results: { b: 'skipped' } },
  },
  {
    title: 'a status function inside a string is ignored',
    source:
      'https://github.com/actions/languageservices/blob/main/workflow-parser/src/model/converter/if-condition.ts',
    workflow: jobs(job('a', '', 'exit 1'), job('b', "needs: a\nif: contains('always()', 'always')")),
    expected: { conclusion: 'failure', results: { b: 'skipped' } },
  },
  {
    title: 'outputs and results of needs; empty outputs are omitted',
    source: `${syntax}#jobsjob_idoutputs`,
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {one: "\${{ steps.s.outputs.one }}", none: "\${{ steps.s.outputs.none }}", number: "\${{ 1 + '' == 1 || 42 }}"}
    steps:
      - {id: s, run: 'echo "one=1 2" >> $GITHUB_OUTPUT'}
  b:
    needs: a
    runs-on: ubuntu-latest
    outputs: {seen: "\${{ needs.a.outputs.one }}|\${{ needs.a.result }}|\${{ needs.a.outputs.none }}|"}
    steps: [{run: 'true'}]
`.replace(`"\${{ 1 + '' == 1 || 42 }}"`, `"\${{ 42 }}"`),
    expected: {
      outputs: { 'a.one': '1 2', 'a.none': undefined, 'a.number': '42', 'b.seen': '1 2|success||' },
    },
  },
  {
    title: 'only direct needs are in the needs context',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context',
    workflow: `on: push
jobs:
  a: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  c: {needs: [b], runs-on: ubuntu-latest, outputs: {x: "\${{ needs.a.result }}/\${{ needs.b.result }}"}, steps: [{run: 'true'}]}
`,
    expected: { outputs: { 'c.x': '/success' } },
  },
  {
    title: 'continue-on-error of a job: the run succeeds and needs see success',
    source: `${syntax}#jobsjob_idcontinue-on-error`,
    workflow: jobs(job('a', 'continue-on-error: true', 'exit 1'), job('b', 'needs: a')),
    expected: { conclusion: 'success', results: { b: 'success' } },
  },
  {
    title: 'a job timeout cancels the job; always() steps still run',
    source: `${syntax}#jobsjob_idtimeout-minutes`,
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 1
    steps:
      - run: exec sleep 30
      - run: echo not here
      - if: always()
        run: echo cleaned up
`,
    options: { milliseconds: { minute: 300 } },
    expected: {
      conclusion: 'cancelled',
      results: { a: 'cancelled' },
      log: ['cleaned up', 'has exceeded the maximum execution time of 1 minutes'],
      notLog: ['| not here'],
    },
  },
  {
    title: 'a job that does not stop after its timeout is killed at the cancellation limit',
    source: 'https://docs.github.com/en/actions/how-tos/manage-workflow-runs/cancel-a-workflow-run',
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 1
    steps:
      - {if: always(), run: sleep 60}
      - {if: always(), run: echo not here}
`,
    options: { milliseconds: { minute: 300, cancellationLimit: 300 } },
    expected: { conclusion: 'cancelled', results: { a: 'cancelled' }, notLog: ['| not here'] },
  },
  {
    title: 'the same concurrency group inside and outside is a deadlock and cancels',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations',
    workflow: `on: push
concurrency: {group: "g-\${{ github.ref }}"}
jobs:
  a: {runs-on: ubuntu-latest, concurrency: "G-\${{ github.ref }}", steps: [{run: 'true'}]}
`,
    expected: {
      conclusion: 'cancelled',
      results: { a: 'cancelled' },
      log: [
        "Canceling since a deadlock for concurrency group 'G-refs/heads/main' was detected between 'top level workflow' and 'a'",
      ],
    },
  },
  {
    title: 'environment, permissions and concurrency with queue are accepted',
    source:
      'https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments',
    workflow: `on: push
permissions: {}
jobs:
  a:
    runs-on: [ubuntu-24.04]
    permissions: {contents: read}
    environment: {name: production, url: "https://example.com/\${{ steps.s.outputs.x }}", deployment: false}
    concurrency: {group: x, cancel-in-progress: false, queue: max}
    steps: [{id: s, run: 'true'}]
  b: {runs-on: ubuntu-latest, environment: staging, steps: [{run: 'true'}]}
`,
    expected: { results: { a: 'success', b: 'success' } },
  },
  {
    title: 'workflow env, then job env, then step env',
    source: `${syntax}#env`,
    workflow: `on: push
env: {A: workflow, B: workflow, C: workflow}
jobs:
  a:
    runs-on: ubuntu-latest
    env: {B: job, C: job}
    steps:
      - {run: 'echo "$A $B $C \${{ env.C }}"', env: {C: step}}
      - {run: 'echo "then $C \${{ env.c }}."'}
`,
    expected: { log: ['workflow job step step', 'then job .'] },
  },
]
