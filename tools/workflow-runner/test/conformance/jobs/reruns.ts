import type { Case, Expected } from '../../run-case.ts'

const docs =
  'https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs (re-runs failed jobs and the jobs that depend on them; others keep their outputs)'
const context = 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context'

/** A rule of "Re-run failed jobs" with the expected results of the first and the second attempt. */
export interface RerunCase extends Case {
  again: Expected
}

const job = (keys: string, ...commands: string[]): string =>
  `{runs-on: ubuntu-latest, ${keys ? `${keys}, ` : ''}steps: [${commands.map(run => `{run: '${run}'}`).join(', ')}]}`
const fails = '[ $GITHUB_RUN_ATTEMPT != 1 ]'
const called = '.github/workflows/called.yml'

const chain = `on: push
jobs:
  a: ${job('outputs: {o: "from-attempt-${{ github.run_attempt }}"}', 'echo "a ran"')}
  b: ${job('needs: a', fails, 'echo "b got ${{ needs.a.outputs.o }} of ${{ needs.a.result }}"')}
  c: ${job('needs: b', 'echo "c ran"')}
  other: ${job('', 'echo "other ran"')}
`

export const rerunCases: RerunCase[] = [
  {
    title: 'outputs of a successful job, which does not run again, reach the failed one that needs it',
    source: `${docs}; actions/runner#1961`,
    workflow: chain,
    expected: { conclusion: 'failure', results: { a: 'success', b: 'failure', c: 'skipped' } },
    again: {
      results: { a: 'success', b: 'success', c: 'success', other: 'success' },
      outputs: { 'a.o': 'from-attempt-1' },
      log: [
        'b | b got from-attempt-1 of success',
        'c | c ran',
        'Job a is kept from an earlier attempt: success',
      ],
      notLog: ['a ran', 'other ran'],
    },
  },
  {
    title: 'a job that succeeded runs again when it depends on a failed one',
    source: docs,
    workflow: `on: push
jobs:
  a: ${job('', fails)}
  report: ${job('needs: a, if: always()', 'echo "a was ${{ needs.a.result }}"')}
`,
    expected: { conclusion: 'failure', results: { report: 'success' }, log: ['| a was failure'] },
    again: { log: ['| a was success'] },
  },
  {
    title: 'a job that runs only after failures is skipped if none is left',
    source: docs,
    workflow: `on: push
jobs:
  a: ${job('', fails)}
  undo: ${job('needs: a, if: failure()', 'echo undone')}
`,
    expected: { conclusion: 'failure', results: { undo: 'success' } },
    again: { results: { a: 'success', undo: 'skipped' }, notLog: ['| undone'] },
  },
  {
    title: 'a job that its condition skipped is not evaluated again',
    source: docs,
    workflow: `on: push
jobs:
  a: ${job('', fails)}
  later: ${job('if: github.run_attempt > 1', 'echo ran')}
  after: ${job('needs: later', 'echo ran')}
`,
    expected: { conclusion: 'failure', results: { later: 'skipped', after: 'skipped' } },
    again: { results: { a: 'success', later: 'skipped', after: 'skipped' }, notLog: ['| ran'] },
  },
  {
    title: 'run_attempt is incremented, run_id and run_number do not change',
    source: `${context}: run_id and run_number do not change in a re-run, run_attempt increments`,
    workflow: `on: push
jobs:
  first: ${job('outputs: {run: "${{ github.run_id }} ${{ github.run_number }}"}', 'true')}
  second: ${job('needs: first', fails, `[ "$GITHUB_RUN_ID $GITHUB_RUN_NUMBER" = "\${{ needs.first.outputs.run }}" ] && echo "attempt $GITHUB_RUN_ATTEMPT"`)}
`,
    expected: { conclusion: 'failure' },
    again: { log: ['| attempt 2'] },
  },
  {
    title: 'the event, its commit and the inputs are those of the first attempt',
    source: `${docs}: same GITHUB_SHA and GITHUB_REF`,
    workflow: `on: {workflow_dispatch: {inputs: {word: {required: true}}}}
jobs:
  a: ${job('', fails, 'echo "${{ inputs.word }} $GITHUB_REF $GITHUB_SHA $GITHUB_ACTOR"')}
`,
    options: {
      inputs: { word: 'hello' },
      event: { ref: 'topic', sha: 'c'.repeat(40), actor: 'someone' },
    },
    expected: { conclusion: 'failure' },
    again: { log: [`| hello refs/heads/topic ${'c'.repeat(40)} someone`] },
  },
  {
    title: 'only failed and cancelled jobs of a matrix run again',
    source: 'github.com/vllm-project/vllm-ascend#14752 (rerun-failed-jobs covers failed and cancelled jobs)',
    workflow: `on: push
jobs:
  m: {runs-on: ubuntu-latest, strategy: {max-parallel: 1, matrix: {n: [1, 2, 3]}}, steps: [{run: '[ \${{ matrix.n }} != 2 ] || ${fails}'}]}
  after: ${job('needs: m', 'echo "${{ needs.m.result }}"')}
`,
    expected: {
      conclusion: 'failure',
      results: {
        'm (1)': 'success',
        'm (2)': 'failure',
        'm (3)': 'cancelled',
        m: 'failure',
        after: 'skipped',
      },
    },
    again: {
      results: { 'm (1)': 'success', 'm (2)': 'success', 'm (3)': 'success', m: 'success', after: 'success' },
      log: ['Job m (1) is kept from an earlier attempt', 'Job m finished: success', '| success'],
      notLog: ['m (1) | Job m finished'],
    },
  },
  {
    title: 'in a called workflow single successful jobs are kept, and its outputs combine both attempts',
    source: `${docs}; actions/runner#2810 and github.com/orgs/community/discussions/52505 name the jobs inside calls that a re-run starts`,
    workflow: `on: push
jobs:
  c: {uses: ./${called}}
  d: ${job('needs: c', 'echo "d got ${{ needs.c.outputs.o }}"')}
`,
    files: {
      [called]: `on: {workflow_call: {outputs: {o: {value: "\${{ jobs.build.outputs.n }}-\${{ jobs.deploy.outputs.n }}"}}}}
jobs:
  build: ${job('outputs: {n: "${{ github.run_attempt }}"}', 'echo "built"')}
  deploy: ${job('needs: build, outputs: {n: "${{ github.run_attempt }}"}', fails)}
  check: ${job('needs: deploy', 'echo "checked"')}
`,
    },
    expected: {
      conclusion: 'failure',
      results: {
        'c/build': 'success',
        'c/deploy': 'failure',
        'c/check': 'skipped',
        c: 'failure',
        d: 'skipped',
      },
    },
    again: {
      results: { 'c/build': 'success', 'c/deploy': 'success', 'c/check': 'success', c: 'success' },
      outputs: { 'c.o': '1-2' },
      log: ['c/check | checked', 'd | d got 1-2'],
      notLog: ['| built'],
    },
  },
  {
    title: 'a call that succeeded is kept completely; one that depends on a failed job runs completely',
    source: docs,
    workflow: `on: push
jobs:
  kept: {uses: ./${called}}
  a: ${job('', fails)}
  whole: {needs: a, if: always(), uses: ./${called}}
`,
    files: { [called]: `on: workflow_call\njobs: {j: ${job('', 'echo "attempt $GITHUB_RUN_ATTEMPT"')}}\n` },
    expected: { conclusion: 'failure', results: { 'kept/j': 'success', 'whole/j': 'success' } },
    again: {
      results: { 'kept/j': 'success', kept: 'success', 'whole/j': 'success' },
      log: ['whole/j | attempt 2'],
      notLog: ['kept/j | attempt 2'],
    },
  },
  {
    title: 'an artifact of the first attempt that has expired is not found in the second',
    source:
      'github.com/actions/toolkit packages/artifact/src/internal/find/get-artifact.ts ("ensure that your artifact is not expired"); expiry is always assumed: tools/workflow-runner/README.md',
    workflow: `on: push
jobs:
  build: {runs-on: ubuntu-latest, steps: [{run: echo x > f}, {uses: actions/upload-artifact@v4, with: {name: images, path: f, retention-days: 1}}]}
  deploy: {needs: build, runs-on: ubuntu-latest, steps: [{uses: actions/download-artifact@v4, with: {name: images}}, {run: exit 1}]}
`,
    expected: { conclusion: 'failure', log: ['Process completed with exit code 1'] },
    again: {
      conclusion: 'failure',
      results: { build: 'success', deploy: 'failure' },
      log: ['Artifact not found for name: images'],
    },
  },
  {
    title: 'an attempt without failed jobs cannot be re-run',
    source: docs,
    workflow: `on: push\njobs: {a: ${job('', 'true')}}\n`,
    expected: {},
    again: { refused: ['.github/workflows/main.yml: attempt 1 has no failed jobs to re-run'] },
  },
  {
    title: 'a run can be re-run 50 times',
    source: `${docs}: a maximum of 50 times`,
    workflow: `on: push\njobs: {a: ${job('', 'exit 1')}}\n`,
    options: { attempt: 51 },
    expected: { conclusion: 'failure' },
    again: { refused: ['a run can be re-run 50 times'] },
  },
]
