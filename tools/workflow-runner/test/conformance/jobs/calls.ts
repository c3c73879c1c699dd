import type { Case } from '../../run-case.ts'

const reuse = 'https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows'
const configuration =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations'

const called = '.github/workflows/called.yml'
const call = (keys = '', more = ''): string =>
  `name: Caller\non: push\n${more}jobs:\n  c:\n    uses: ./${called}\n${keys.replace(/^(?=.)/gm, '    ')}\n`
const one = (trigger: string, run: string, keys = ''): string =>
  `name: Called\non:\n  workflow_call:\n${trigger.replace(/^(?=.)/gm, '    ')}\njobs:\n  j:\n    runs-on: ubuntu-latest\n${keys.replace(/^(?=.)/gm, '    ')}\n    steps:\n      - run: |\n${run.replace(/^(?=.)/gm, '          ')}\n`

export const callCases: Case[] = [
  {
    title: 'inputs are typed and have defaults',
    source: `${reuse}#using-inputs-and-secrets-in-a-reusable-workflow`,
    workflow: call('with: {s: text, b: true}'),
    files: {
      [called]: one(
        'inputs: {s: {type: string, required: true}, b: {type: boolean}, n: {type: number, default: 7}, e: {type: string}, off: {type: boolean}, z: {type: number}}',
        `${"echo '${{ inputs.s }} ${{ inputs.b == true }} ${{ inputs.n + 0 }}'".replace(' + 0', '')}\necho '\${{ toJSON(inputs) }}' | tr -d ' \\n'`,
      ),
    },
    expected: {
      results: { c: 'success', 'c/j': 'success' },
      log: ['c/j | text true 7', '{"s":"text","b":true,"n":7,"e":"","off":false,"z":0}'],
    },
  },
  {
    title: 'a missing required input is refused before anything runs',
    source: reuse,
    workflow: call(),
    files: { [called]: one('inputs: {s: {type: string, required: true}}', 'true') },
    expected: { refused: ['Input s is required, but not provided'] },
  },
  {
    title: 'an input or secret the workflow does not declare is refused',
    source: reuse,
    workflow: call('with: {x: 1}\nsecrets: {Y: z}'),
    files: { [called]: one('inputs: {s: {type: string}}', 'true') },
    expected: { refused: ['Invalid input, x is not defined', 'Invalid secret, Y is not defined'] },
  },
  {
    title: 'a literal of the wrong type is refused',
    source: reuse,
    workflow: call('with: {b: maybe}'),
    files: { [called]: one('inputs: {b: {type: boolean}}', 'true') },
    expected: { refused: ['Input b', 'boolean'] },
  },
  {
    title: 'only passed secrets are available; a mapped empty one satisfies required',
    source: `${reuse}#passing-inputs-and-secrets-to-a-reusable-workflow`,
    workflow: call('secrets: {A: "${{ secrets.MINE }}", R: "${{ secrets.NOT_SET }}"}'),
    files: {
      [called]: one(
        'secrets: {A: {required: true}, R: {required: true}, O: {}}',
        'echo "<${{ secrets.A }}> <${{ secrets.MINE }}> <${{ secrets.R }}> <${{ secrets.O }}>"',
      ),
    },
    options: { secrets: { MINE: 'mine', O: 'other' } },
    expected: { log: ['| <***> <> <> <>'] },
  },
  {
    title: 'a required secret that is not passed is refused',
    source: reuse,
    workflow: call(),
    files: { [called]: one('secrets: {A: {required: true}}', 'true') },
    expected: { refused: ['Secret A is required, but not provided'] },
  },
  {
    title: 'secrets: inherit passes all secrets',
    source: `${reuse}#passing-inputs-and-secrets-to-a-reusable-workflow`,
    workflow: call('secrets: inherit'),
    files: { [called]: one('', '[ "${{ secrets.ANY }}" = value ] && echo "got it"') },
    options: { secrets: { ANY: 'value' } },
    expected: { log: ['| got it'] },
  },
  {
    title: 'secrets pass one level only',
    source: `${reuse}#passing-secrets-to-nested-workflows`,
    workflow: call('secrets: {A: "${{ secrets.A }}"}'),
    files: {
      [called]: 'on: {workflow_call: {secrets: {A: {}}}}\njobs: {n: {uses: ./.github/workflows/inner.yml}}\n',
      '.github/workflows/inner.yml': one('secrets: {A: {}}', 'echo "<${{ secrets.A }}>"'),
    },
    options: { secrets: { A: 'aaa' } },
    expected: { results: { 'c/n/j': 'success', 'c/n': 'success' }, log: ['c/n/j | <>'] },
  },
  {
    title: 'outputs of a called workflow',
    source: `${reuse}#using-outputs-from-a-reusable-workflow`,
    workflow: `on: push
jobs:
  c: {uses: ./${called}}
  d: {needs: c, runs-on: ubuntu-latest, steps: [{run: 'echo "got \${{ needs.c.outputs.o }} \${{ needs.c.result }}"'}]}
`,
    files: {
      [called]: `on:
  workflow_call:
    outputs: {o: {value: "\${{ jobs.j.outputs.x }}-\${{ jobs.j.result }}"}}
jobs:
  j: {runs-on: ubuntu-latest, outputs: {x: 5}, steps: [{run: 'true'}]}
`,
    },
    expected: { outputs: { 'c.o': '5-success' }, log: ['| got 5-success success'] },
  },
  {
    title:
      'github is the caller’s, env of the caller is not passed, job.workflow_* are those of the called workflow',
    source: `${configuration}`,
    workflow: call('', 'env: {E: caller}\n'),
    files: {
      [called]: one(
        '',
        'echo "${{ github.workflow }} <$E> <${{ env.E }}> ${{ job.workflow_file_path }} $(basename "${GITHUB_WORKFLOW_REF%@*}")"',
      ),
    },
    expected: { log: ['| Caller <> <> .github/workflows/called.yml main.yml'] },
  },
  {
    title: 'a failure in the called workflow fails the calling job',
    source: reuse,
    workflow: call(),
    files: { [called]: one('', 'exit 1') },
    expected: { conclusion: 'failure', results: { c: 'failure', 'c/j': 'failure' } },
  },
  {
    title: 'a calling job whose condition is false is skipped with all its jobs',
    source: reuse,
    workflow: call('if: false'),
    files: { [called]: one('', 'true') },
    expected: { results: { c: 'skipped', 'c/j': undefined as never } },
  },
  {
    title: 'a matrix of calls',
    source: `${reuse}#using-a-matrix-strategy-with-a-reusable-workflow`,
    workflow: call('strategy: {matrix: {t: [x, y]}}\nwith: {s: "${{ matrix.t }}"}'),
    files: { [called]: one('inputs: {s: {type: string}}', 'echo "for ${{ inputs.s }}"') },
    expected: {
      results: { 'c (x)/j': 'success', 'c (y)/j': 'success', c: 'success' },
      log: ['c (x)/j | for x'],
    },
  },
  {
    title: 'more permissions than the caller granted are refused',
    source: `${configuration}#github_token`,
    workflow: call('permissions: {contents: read}'),
    files: { [called]: one('', 'true', 'permissions: {contents: write, packages: read}') },
    expected: {
      refused: [
        "The nested job 'j' is requesting 'contents: write, packages: read', but is only allowed 'contents: read, packages: none'.",
      ],
    },
  },
  {
    title: 'fewer permissions are accepted',
    source: `${configuration}#github_token`,
    workflow: call('permissions: {contents: write, id-token: write}'),
    files: { [called]: one('', 'true', 'permissions: {contents: read}') },
    expected: {},
  },
  {
    title: 'the same group in caller and called workflow is a deadlock',
    source: configuration,
    workflow: call('', 'concurrency: {group: "${{ github.workflow }}", cancel-in-progress: false}\n'),
    files: { [called]: one('', 'true').replace('jobs:', 'concurrency: "${{ github.workflow }}"\njobs:') },
    expected: {
      conclusion: 'cancelled',
      results: { c: 'cancelled' },
      log: ["deadlock for concurrency group 'Caller' was detected between 'top level workflow' and 'c'"],
    },
  },
  {
    title: 'a workflow of another repository, which calls its own with $/',
    source: 'https://github.blog/changelog/2026-07-30 (self-repository references)',
    workflow: 'on: push\njobs:\n  c:\n    uses: acme/shared/.github/workflows/w.yml@v1\n',
    options: { repositories: { 'acme/shared': `${import.meta.dirname}/../shared` } },
    expected: {
      results: { 'c/first': 'success', 'c/second/inner': 'success' },
      log: ['c/first | acted on hello', 'c/second/inner | innermost'],
    },
  },
  {
    title: 'an unknown repository is refused',
    source: reuse,
    workflow: 'on: push\njobs:\n  c: {uses: acme/unknown/.github/workflows/w.yml@v1}\n',
    expected: { refused: ['acme/unknown'] },
  },
  {
    title: 'a workflow without workflow_call cannot be called',
    source: `${reuse}#creating-a-reusable-workflow`,
    workflow: call(),
    files: { [called]: 'on: push\njobs: {j: {runs-on: ubuntu-latest, steps: [{run: x}]}}\n' },
    expected: { refused: ['workflow_call'] },
  },
  {
    title: 'a circular call is refused',
    source: `${configuration}#limitations-of-reusable-workflows`,
    workflow: call(),
    files: { [called]: `on: workflow_call\njobs: {j: {uses: ./${called}}}\n` },
    expected: { refused: ['cannot call itself'] },
  },
  {
    title: 'eleven levels are refused',
    source: `${configuration}#limitations-of-reusable-workflows`,
    workflow: call(),
    files: Object.fromEntries(
      Array.from({ length: 11 }, (_, level) => [
        level === 0 ? called : `.github/workflows/l${level}.yml`,
        `on: workflow_call\njobs: {j: {uses: ./.github/workflows/l${level + 1}.yml}}\n`,
      ]),
    ),
    expected: { refused: ['10 levels'] },
  },
  {
    title: 'calledInputs replaces what the caller passes (this runner only)',
    source: 'tools/workflow-runner/README.md',
    workflow: call('with: {s: original}'),
    files: {
      [called]: one(
        'inputs: {s: {type: string}, n: {type: number}}',
        'echo "${{ inputs.s }} ${{ inputs.n }}"',
      ),
    },
    options: { calledInputs: (name, value) => (name === 's' ? `${value}!` : '3') },
    expected: { log: ['| original! 3'] },
  },
]
