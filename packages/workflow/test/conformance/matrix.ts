import type { Case } from '../run-case.ts'

const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'

/** A job with keys before its one step. */
const job = (id: string, keys = '', run = 'true'): string =>
  `  ${id}:\n    runs-on: ubuntu-latest\n${keys.replace(/^(?=.)/gm, '    ')}\n    steps: [{run: '${run}'}]\n`
const jobs = (...list: string[]): string => `on: push\njobs:\n${list.join('')}`

export const matrixCases: Case[] = [
  {
    title: 'a matrix is the product of its vectors, outputs of the last one stand',
    source: `${syntax}#jobsjob_idstrategymatrix`,
    workflow: jobs(job('a', 'strategy: {matrix: {x: [1, 2], y: [p, q]}}')),
    expected: {
      results: {
        a: 'success',
        'a (1, p)': 'success',
        'a (1, q)': 'success',
        'a (2, p)': 'success',
        'a (2, q)': 'success',
      },
    },
  },
  {
    title: 'exclude takes combinations out, also by a part of their keys',
    source: `${syntax}#jobsjob_idstrategymatrixexclude`,
    workflow: jobs(job('a', 'strategy: {matrix: {x: [1, 2], y: [p, q], exclude: [{x: 1}, {x: 2, y: q}]}}')),
    expected: {
      results: { 'a (2, p)': 'success', 'a (1, p)': undefined as never, 'a (2, q)': undefined as never },
    },
  },
  {
    title: 'include extends combinations or adds one (the example of the documentation)',
    source: `${syntax}#jobsjob_idstrategymatrixinclude`,
    workflow: jobs(
      job(
        'a',
        'strategy:\n  matrix:\n    fruit: [apple, pear]\n    animal: [cat, dog]\n    include: [{color: green}, {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana}, {fruit: banana, animal: cat}]',
      ),
    ),
    expected: {
      results: {
        'a (apple, cat, pink, circle)': 'success',
        'a (apple, dog, green, circle)': 'success',
        'a (pear, cat, pink)': 'success',
        'a (pear, dog, green)': 'success',
        'a (banana)': 'success',
        'a (banana, cat)': 'success',
      },
    },
  },
  {
    title: 'a matrix from an earlier job, by fromJSON',
    source: `${syntax}#jobsjob_idstrategymatrix`,
    workflow: `on: push
jobs:
  a: {runs-on: ubuntu-latest, outputs: {m: '["u","v"]'}, steps: [{run: 'true'}]}
  b:
    needs: a
    runs-on: ubuntu-latest
    strategy: {matrix: {k: "\${{ fromJSON(needs.a.outputs.m) }}"}}
    steps: [{run: 'echo "value \${{ matrix.k }} \${{ strategy.job-index }} of \${{ strategy.job-total }}"'}]
`,
    expected: {
      results: { 'b (u)': 'success', 'b (v)': 'success' },
      log: ['value u 0 of 2', 'value v 1 of 2'],
    },
  },
  {
    title: 'fail-fast cancels the other jobs of the matrix',
    source: `${syntax}#jobsjob_idstrategyfail-fast`,
    workflow: jobs(
      job('a', 'strategy: {max-parallel: 1, matrix: {x: [1, 2]}}', 'exit ${{ matrix.x }}'),
      job('b', 'needs: a\nif: always()'),
    ),
    expected: {
      conclusion: 'failure',
      results: { a: 'failure', 'a (1)': 'failure', 'a (2)': 'cancelled', b: 'success' },
    },
  },
  {
    title: 'fail-fast stops jobs of the matrix that are running',
    source: `${syntax}#jobsjob_idstrategyfail-fast`,
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    strategy: {matrix: {x: [bad, slow]}}
    steps:
      - {shell: 'node {0}', run: "process.on('SIGINT', () => process.exit()); setTimeout(() => process.exit(1), '\${{ matrix.x }}' === 'bad' ? 400 : 60000)"}
      - {if: cancelled(), run: 'echo "tidied \${{ matrix.x }}"'}
`,
    expected: {
      conclusion: 'failure',
      results: { 'a (bad)': 'failure', 'a (slow)': 'cancelled' },
      log: ['| tidied slow'],
      notLog: ['| tidied bad'],
    },
  },
  {
    title: 'fail-fast: false lets them run',
    source: `${syntax}#jobsjob_idstrategyfail-fast`,
    workflow: jobs(
      job('a', 'strategy: {fail-fast: false, max-parallel: 1, matrix: {x: [1, 0]}}', 'exit ${{ matrix.x }}'),
    ),
    expected: { conclusion: 'failure', results: { a: 'failure', 'a (1)': 'failure', 'a (0)': 'success' } },
  },
  {
    title: 'an empty matrix vector is an error of the job',
    source: `${syntax}#jobsjob_idstrategymatrix`,
    workflow: jobs(job('a', 'strategy: {matrix: {x: []}}')),
    expected: {
      conclusion: 'failure',
      results: { a: 'failure' },
      log: ["Matrix vector 'x' does not contain any values"],
    },
  },
  {
    title: 'values that are objects, a runner from the matrix, and the last outputs',
    source: `${syntax}#jobsjob_idstrategymatrix`,
    workflow: `on: push
jobs:
  a:
    runs-on: \${{ matrix.os.name }}
    strategy: {max-parallel: 1, matrix: {os: [{name: ubuntu-latest, v: 1}, {name: ubuntu-22.04, v: 2}]}}
    outputs: {v: "\${{ matrix.os.v }}"}
    steps: [{run: 'true'}]
`,
    expected: { outputs: { 'a.v': '2', 'a (ubuntu-latest, 1).v': '1' } },
  },
  {
    title: 'a runner from the matrix that is not supported fails its job by name',
    source: 'packages/workflow/README.md',
    workflow: jobs(
      job('a', 'strategy: {matrix: {os: [macos-15]}}').replace('ubuntu-latest', '${{ matrix.os }}'),
    ),
    expected: {
      conclusion: 'failure',
      results: { 'a (macos-15)': 'failure' },
      log: ["'macos-15' is not supported"],
    },
  },
  {
    title: 'continue-on-error from the matrix: that job may fail, the others go on',
    source: `${syntax}#jobsjob_idcontinue-on-error`,
    workflow: jobs(
      job(
        'a',
        'continue-on-error: ${{ matrix.x == 1 }}\nstrategy: {max-parallel: 1, matrix: {x: [1, 0]}}',
        'exit ${{ matrix.x }}',
      ),
    ),
    expected: { results: { a: 'success', 'a (0)': 'success' } },
  },
]
