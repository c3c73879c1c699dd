import type { Case } from '../../run-case.ts'

const reuse = 'https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows'
const configuration =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations'
const concurrency =
  'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency'
const limits = 'https://docs.github.com/en/actions/reference/limits'
const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'
const converter = 'actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs'

const called = '.github/workflows/called.yml'
/** A workflow that calls another one in its job `c`. */
const caller = (keys: string, more = ''): string =>
  `on: push\njobs:\n  c:\n    uses: ./${called}\n${keys.replace(/^(?=.)/gm, '    ')}\n${more}`
/** The called workflow: what follows `workflow_call:`, keys of the file, keys of its job, and what it runs. */
const callee = (trigger: string, run: string, { file = '', job = '' } = {}): Record<string, string> => ({
  [called]: `on: {workflow_call: ${trigger}}\n${file}\njobs:\n  j:\n    runs-on: ubuntu-latest\n${job.replace(/^(?=.)/gm, '    ')}\n    steps: [{run: '${run}'}]\n`,
})

/** Calls of workflows, concurrency and limits, as deployments use them. */
export const deployCases: Case[] = [
  {
    title: 'env of the called workflow applies to its jobs and can use its inputs',
    source: configuration,
    workflow: caller('with: {name: shop}', ''),
    files: callee('{inputs: {name: {type: string}}}', 'echo "$APP ${{ env.APP }}"', {
      file: 'env: {APP: "app-${{ inputs.name }}"}',
    }),
    expected: { log: ['c/j | app-shop app-shop'] },
  },
  {
    title: 'defaults of the caller do not apply to the called workflow, its own do',
    source: configuration,
    workflow: `defaults: {run: {shell: sh}}\n${caller('')}`,
    files: callee('', 'echo it ran', { file: 'defaults: {run: {shell: bash}}' }),
    expected: { log: ['bash --noprofile --norc -e -o pipefail {0}', '| it ran'] },
  },
  {
    title: 'names of secrets and variables are case-insensitive',
    source: 'https://docs.github.com/en/actions/reference/security/secrets',
    workflow: caller('secrets: {key: "${{ secrets.my_key }}"}'),
    files: callee(
      '{secrets: {KEY: {required: true}}}',
      '[ "${{ secrets.Key }}" = value ] && echo "${{ vars.Zone }}"',
    ),
    options: { secrets: { MY_KEY: 'value' }, vars: { ZONE: 'eu' } },
    expected: { log: ['| eu'] },
  },
  {
    title: 'a secret that the caller composes of several is masked in the called workflow',
    source: 'actions/runner src/Runner.Worker/Worker.cs, InitializeSecretMasker',
    workflow: caller('secrets: {KEY: "a-${{ secrets.A }}-z"}'),
    files: callee('{secrets: {KEY: {}}}', 'echo "<${{ secrets.KEY }}> <a-word>"'),
    options: { secrets: { A: 'inner' } },
    expected: { log: ['| <***> <a-word>'] },
  },
  {
    title: 'an input of the wrong type from an expression fails the calling job',
    source: `${converter}, ConvertToInputValueDefinedType`,
    workflow: caller(
      'with: {count: "${{ format(\'{0}\', github.ref) }}"}',
      '  d: {needs: c, if: failure(), runs-on: ubuntu-latest, steps: [{run: echo "seen"}]}\n',
    ),
    files: callee('{inputs: {count: {type: number}}}', 'true'),
    expected: {
      conclusion: 'failure',
      results: { c: 'failure', d: 'success' },
      log: ['must be a number', '| seen'],
    },
  },
  {
    title: 'a literal number or boolean is converted for an input of type string',
    source: `${converter}, ConvertToInputValueDefinedType`,
    workflow: caller('with: {a: 1.50, b: true, c: 0x10}'),
    files: callee(
      '{inputs: {a: {type: string}, b: {type: string}, c: {type: string}}}',
      'echo "${{ toJSON(inputs.a) }} ${{ inputs.b }} ${{ inputs.c }}"',
    ),
    expected: { log: ['| 1.5 true 16'] },
  },
  {
    title: 'a default of an input can use the github context',
    source: `${syntax}#onworkflow_callinputsinput_iddefault`,
    workflow: caller(''),
    files: callee(
      '{inputs: {where: {type: string, default: "at-${{ github.ref_name }}"}}}',
      'echo "${{ inputs.where }}"',
    ),
    expected: { log: ['| at-main'] },
  },
  {
    title: 'dispatch inputs and workflow_call inputs are the same context',
    source: `${reuse}#using-inputs-and-secrets-in-a-reusable-workflow`,
    workflow: `on:
  workflow_dispatch: {inputs: {dry: {type: boolean}}}
  workflow_call: {inputs: {dry: {type: boolean}}}
jobs: {a: {runs-on: ubuntu-latest, if: inputs.dry, steps: [{run: 'echo "dry <\${{ github.event.inputs.dry }}>"'}]}}
`,
    options: { inputs: { dry: 'true' } },
    expected: { log: ['| dry <true>'] },
  },
  {
    title: 'outputs of a call that is skipped are empty, its result is skipped',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context',
    workflow: caller(
      'if: false',
      "  d: {needs: c, if: '!failure()', runs-on: ubuntu-latest, steps: [{run: 'echo \"<${{ needs.c.outputs.o }}> ${{ needs.c.result }}\"'}]}\n",
    ),
    files: callee('{outputs: {o: {value: "${{ jobs.j.outputs.x }}"}}}', 'true'),
    expected: { log: ['d | <> skipped'] },
  },
  {
    title: 'outputs of a failed call are available to a cleanup job',
    source: `${reuse}#using-outputs-from-a-reusable-workflow`,
    workflow: caller(
      '',
      '  d: {needs: c, if: always(), runs-on: ubuntu-latest, steps: [{run: \'echo "<${{ needs.c.outputs.O }}> ${{ needs.c.result }}"\'}]}\n',
    ),
    files: {
      [called]: `on: {workflow_call: {outputs: {o: {value: "\${{ jobs.j.outputs.x }}"}}}}
jobs:
  j:
    runs-on: ubuntu-latest
    outputs: {x: "\${{ steps.s.outputs.x }}"}
    steps:
      - {id: s, run: 'echo x=held >> "$GITHUB_OUTPUT"'}
      - run: exit 1
`,
    },
    expected: { conclusion: 'failure', log: ['d | <held> failure'] },
  },
  {
    title: 'mutually exclusive jobs of a called workflow: the caller sees one result',
    source: reuse,
    workflow: caller(
      '',
      '  d: {needs: c, if: always(), runs-on: ubuntu-latest, steps: [{run: \'echo "${{ needs.c.result }}"\'}]}\n',
    ),
    files: {
      [called]: `on: workflow_call
jobs:
  good: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  bad: {runs-on: ubuntu-latest, steps: [{run: exit 1}]}
  late: {needs: bad, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  tidy: {needs: bad, if: always(), runs-on: ubuntu-latest, steps: [{run: echo "tidied"}]}
`,
    },
    expected: {
      conclusion: 'failure',
      results: { 'c/good': 'success', 'c/bad': 'failure', 'c/late': 'skipped', 'c/tidy': 'success' },
      log: ['d | failure'],
    },
  },
  {
    title: 'a matrix of calls: the outputs are those of the last one',
    source: `${reuse}#using-a-matrix-strategy-with-a-reusable-workflow`,
    workflow: caller('strategy: {max-parallel: 1, matrix: {e: [one, two]}}\nwith: {e: "${{ matrix.e }}"}'),
    files: {
      [called]: `on: {workflow_call: {inputs: {e: {type: string}}, outputs: {o: {value: "\${{ jobs.j.outputs.x }}"}}}}
jobs: {j: {runs-on: ubuntu-latest, outputs: {x: "from-\${{ inputs.e }}"}, steps: [{run: 'true'}]}}
`,
    },
    expected: { outputs: { 'c.o': 'from-two', 'c (one).o': 'from-one' } },
  },
  {
    title: 'concurrency of a called workflow with its inputs, in several calls at once',
    source: concurrency,
    workflow: `on: push
jobs:
  x: {uses: ./${called}, with: {e: staging}}
  y: {uses: ./${called}, with: {e: production}}
`,
    files: callee('{inputs: {e: {type: string}}}', 'true', {
      file: 'concurrency: {group: "deploy-${{ inputs.e }}", cancel-in-progress: false}',
    }),
    expected: { results: { x: 'success', y: 'success' } },
  },
  {
    title: 'a job in the called workflow that waits for the group of its caller is a deadlock',
    source: concurrency,
    workflow: caller('concurrency: deploy'),
    files: callee('', 'true', { job: 'concurrency: DEPLOY' }),
    expected: {
      conclusion: 'cancelled',
      results: { 'c/j': 'cancelled' },
      log: ["deadlock for concurrency group 'DEPLOY' was detected between 'c' and 'j'"],
    },
  },
  {
    title: 'an empty concurrency group fails its job; of the workflow it is refused',
    source: `${converter}, ConvertToConcurrency`,
    workflow: `on: push
jobs:
  a: {runs-on: ubuntu-latest, concurrency: "\${{ vars.NONE }}", steps: [{run: 'true'}]}
  b: {needs: a, if: failure(), runs-on: ubuntu-latest, concurrency: {group: "\${{ github.ref }}"}, steps: [{run: 'true'}]}
`,
    expected: {
      conclusion: 'failure',
      results: { a: 'failure', b: 'success' },
      log: ['Concurrency group name cannot be empty'],
    },
  },
  {
    title: 'an empty concurrency group of the workflow is refused',
    source: `${converter}, ConvertToConcurrency`,
    workflow:
      'on: push\nconcurrency: "${{ vars.NONE }}"\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: x}]}}\n',
    expected: { refused: ['main.yml (Line: 2', 'Concurrency group name cannot be empty'] },
  },
  {
    title: 'more than fifty different called workflows are refused',
    source: `${limits}#reusable-workflows`,
    workflow: `on: push\njobs:\n${Array.from({ length: 51 }, (_, index) => `  c${index}: {uses: ./.github/workflows/w${index}.yml}\n`).join('')}`,
    files: Object.fromEntries(
      Array.from({ length: 51 }, (_, index) => [
        `.github/workflows/w${index}.yml`,
        'on: workflow_call\njobs: {j: {runs-on: ubuntu-latest, steps: [{run: x}]}}\n',
      ]),
    ),
    expected: { refused: ['51 different workflows', '50'] },
  },
  {
    title: 'a path outside of .github/workflows cannot be called, nor one in a folder below it',
    source: `${reuse}#creating-a-reusable-workflow`,
    workflow:
      'on: push\njobs:\n  a: {uses: ./called.yml}\n  b: {uses: ./.github/workflows/deep/called.yml}\n',
    expected: {
      refused: ['uses: ./called.yml: a called workflow must', 'uses: ./.github/workflows/deep/called.yml'],
    },
  },
  {
    title: 'a calling job cannot have steps, runs-on or environment',
    source: `${reuse}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
    workflow: caller('environment: production'),
    files: callee('', 'true'),
    expected: { refused: ["Unexpected value 'environment'"] },
  },
  {
    title: 'a timeout that is not a number fails the job',
    source: `${converter}, ConvertToJobTimeout`,
    workflow: `on: push\njobs: {a: {runs-on: ubuntu-latest, timeout-minutes: "\${{ vars.MINUTES }}", steps: [{run: echo "it ran"}]}}\n`,
    options: { vars: { MINUTES: 'ten' } },
    expected: {
      conclusion: 'failure',
      log: ["Unexpected value 'ten', a number was expected"],
      notLog: ['| it ran\n'],
    },
  },
  {
    title: 'a timeout from fromJSON is applied',
    source: `${syntax}#jobsjob_idtimeout-minutes`,
    workflow: `on: push\njobs: {a: {runs-on: ubuntu-latest, timeout-minutes: "\${{ fromJSON(vars.MINUTES) }}", steps: [{run: exec sleep 30}]}}\n`,
    options: { vars: { MINUTES: '2' }, milliseconds: { minute: 200 } },
    expected: { conclusion: 'cancelled', log: ['maximum execution time of 2 minutes'] },
  },
  {
    title: 'the strategy context without a matrix',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#strategy-context',
    workflow: `on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo "\${{ strategy.fail-fast }} \${{ strategy.job-index }} \${{ strategy.job-total }} <\${{ matrix.x }}>"'}]}}\n`,
    expected: { log: ['| true 0 1 <>'] },
  },
]
