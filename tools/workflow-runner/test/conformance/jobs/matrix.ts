import type { Case } from '../../run-case.ts'

const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'

const builder = 'actions/runner src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs'

/** Refused before anything runs: keys of the job, and parts of the refusal. */
const refused: [title: string, keys: string, parts: string[]][] = [
  [
    'a vector without values',
    'strategy: {matrix: {x: []}}',
    ["main.yml (Line: 5): job 'a', strategy: Matrix vector 'x' does not contain any values"],
  ],
  ['only an empty include', 'strategy: {matrix: {include: []}}', ['Matrix must define at least one vector']],
  [
    'an include item without values',
    'strategy: {matrix: {x: [1], include: [{}]}}',
    ['Matrix include mapping does not contain any values'],
  ],
  [
    'an exclude item without values',
    'strategy: {matrix: {x: [1], exclude: [{}]}}',
    ['Matrix exclude filter must not be empty'],
  ],
  [
    'an exclude key that is not a key of the matrix',
    'strategy: {matrix: {x: [1], exclude: [{X: 1}, {y: 1}]}}',
    ["Matrix exclude key 'y' does not match any key within the matrix"],
  ],
]

/** Labels in a literal matrix. */
const labels: [title: string, matrix: string, runsOn: string, label: string][] = [
  ['in a vector', '{os: [ubuntu-latest, windows-latest]}', '${{ matrix.os }}', 'windows-latest'],
  ['in an include', '{x: [1], include: [{x: 1, os: macos-15}]}', '${{ matrix.os }}', 'macos-15'],
  ['concatenated', '{v: [22.04, 11]}', "${{ format('{0}-{1}', 'macos', matrix.v) }}", 'macos-22.04'],
  ['in a list', '{os: [[self-hosted, linux]]}', '${{ matrix.os }}', 'self-hosted'],
]

/** A job with keys before its one step. */
const job = (id: string, keys = '', run = 'true'): string =>
  `  ${id}:\n    runs-on: ubuntu-latest\n${keys.replace(/^(?=.)/gm, '    ')}\n    steps: [{run: '${run}'}]\n`
const jobs = (...list: string[]): string => `on: push\njobs:\n${list.join('')}`

export const matrixCases: Case[] = [
  ...refused.map(([title, keys, parts]) => ({
    title: `refused: ${title}`,
    source: builder,
    workflow: jobs(job('a', keys)),
    expected: { refused: parts },
  })),
  ...labels.map(([title, matrix, runsOn, label]) => ({
    title: `refused: a runner of another system ${title} of a matrix`,
    source: 'tools/workflow-runner/README.md',
    workflow: jobs(job('a', `strategy: {matrix: ${matrix}}`)).replace('ubuntu-latest', runsOn),
    expected: { refused: [`runs-on: '${label}' is not supported`] },
  })),
  {
    title: 'a matrix from an expression with an empty include and nothing else fails its job',
    source: builder,
    workflow: jobs(
      job('a', 'strategy: {matrix: "${{ fromJSON(\'{\\"include\\":[]}\') }}"}'),
      job('b', 'needs: a'),
    ),
    expected: {
      conclusion: 'failure',
      results: { a: 'failure', b: 'skipped' },
      log: ['Matrix must define at least one vector'],
    },
  },
  {
    title: 'an unknown exclude key from an expression fails its job',
    source: builder,
    workflow: jobs(job('a', 'strategy: {matrix: {x: [1], exclude: "${{ fromJSON(\'[{\\"y\\":1}]\') }}"}}')),
    expected: { conclusion: 'failure', log: ["Matrix exclude key 'y' does not match any key"] },
  },
  {
    title: 'exclude compares like ==: string and number, case-insensitive, null and missing',
    source: builder,
    workflow: jobs(
      job(
        'a',
        "strategy: {matrix: {v: [1, 2, 3], os: [Linux, other], exclude: [{v: '1'}, {V: 2, os: LINUX}, {v: 3, os: {deep: null}}]}}",
      ),
    ),
    expected: {
      results: {
        'a (2, other)': 'success',
        'a (1, Linux)': undefined as never,
        'a (2, Linux)': undefined as never,
        'a (3, other)': undefined as never,
      },
    },
  },
  {
    title: 'include compares like ==, and a part of an object is enough',
    source: builder,
    workflow: jobs(
      job(
        'a',
        "strategy: {matrix: {os: [{name: Linux, v: 8}, {name: mac, v: 9}], include: [{os: {name: LINUX}, extra: yes}, {OS: {v: '9'}, extra: no}]}}",
        'echo ${{ matrix.os.name }} ${{ matrix.extra }}',
      ),
    ),
    expected: { log: ['| Linux yes', '| mac no'] },
  },
  {
    title: 'an include that matches nothing is a separate job with only its values',
    source: builder,
    workflow: jobs(
      job(
        'a',
        'strategy: {matrix: {x: [1], include: [{x: 2, y: 3}, {y: 4}]}}',
        'echo "<${{ matrix.x }}> <${{ matrix.y }}>"',
      ),
    ),
    expected: { log: ['a (1) | <1> <4>', 'a (2, 3) | <2> <3>'] },
  },
  {
    title: 'more than 256 jobs in a matrix fail',
    source: 'https://docs.github.com/en/actions/reference/limits',
    workflow: jobs(
      job('a', `strategy: {matrix: {x: [${Array.from({ length: 257 }, (_, index) => index)}]}}`),
    ),
    expected: { conclusion: 'failure', log: ['257 jobs; a matrix can have 256 at most'] },
  },
  {
    title: 'max-parallel and fail-fast from expressions have to be of their type',
    source: `${syntax}#jobsjob_idstrategymax-parallel`,
    workflow: jobs(
      job(
        'a',
        'strategy: {max-parallel: "${{ fromJSON(\'1\') }}", matrix: {x: [1, 2]}}',
        'echo ${{ strategy.max-parallel }}',
      ),
      job('b', "strategy: {fail-fast: \"${{ format('n{0}', 'o') }}\", matrix: {x: [1]}}"),
    ),
    expected: {
      conclusion: 'failure',
      results: { a: 'success', b: 'failure' },
      log: ["strategy.fail-fast must be a boolean, not 'no'"],
    },
  },
  {
    title: 'a matrix is the product of its vectors; outputs are those of the last job',
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
    title: 'exclude removes combinations, also by a subset of their keys',
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
        'echo ${{ join(matrix.*) }}',
      ),
    ),
    expected: {
      results: {
        'a (apple, cat)': 'success',
        'a (apple, dog)': 'success',
        'a (pear, cat)': 'success',
        'a (pear, dog)': 'success',
        'a (banana)': 'success',
        'a (banana, cat)': 'success',
      },
      log: [
        '| apple,cat,pink,circle',
        '| apple,dog,green,circle',
        '| pear,cat,pink',
        '| pear,dog,green',
        'a (banana) | banana',
        'a (banana, cat) | banana,cat',
      ],
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
    title: 'fail-fast: false keeps them running',
    source: `${syntax}#jobsjob_idstrategyfail-fast`,
    workflow: jobs(
      job('a', 'strategy: {fail-fast: false, max-parallel: 1, matrix: {x: [1, 0]}}', 'exit ${{ matrix.x }}'),
    ),
    expected: { conclusion: 'failure', results: { a: 'failure', 'a (1)': 'failure', 'a (0)': 'success' } },
  },
  {
    title: 'an empty matrix vector is refused; from an expression it is an error of the job',
    source: `${builder}; WorkflowTemplateConverter.cs, ConvertToStrategy`,
    workflow: jobs(job('a', 'strategy: {matrix: {x: "${{ fromJSON(\'[]\') }}"}}')),
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
    title: 'an unsupported runner from an expression fails its job',
    source: 'tools/workflow-runner/README.md',
    workflow: jobs(
      job('a', 'strategy: {matrix: {os: "${{ fromJSON(\'[\\"macos-15\\"]\') }}"}}').replace(
        'ubuntu-latest',
        '${{ matrix.os }}',
      ),
    ),
    expected: {
      conclusion: 'failure',
      results: { 'a (macos-15)': 'failure' },
      log: ["'macos-15' is not supported"],
    },
  },
  {
    title: 'continue-on-error from the matrix: that job can fail, the others continue',
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
