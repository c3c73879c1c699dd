import { type Case, steps } from '../run-case.ts'

const files = 'actions/runner src/Runner.Worker/FileCommandManager.cs'
const context = 'actions/runner src/Runner.Worker/ExecutionContext.cs'
const extension = 'actions/runner src/Runner.Worker/JobExtension.cs, FinalizeJob'

/** Outputs, state and environment: how names and values are passed. */
export const valueCases: Case[] = [
  {
    title: 'pairs before a malformed line of GITHUB_OUTPUT are kept',
    source: `${files}, EnvFileKeyValuePairs`,
    workflow: steps(`
- {id: s, continue-on-error: true, run: 'printf "a=1\\nb<<X\\ntwo\\nX\\nbroken\\nc=3\\n" >> "$GITHUB_OUTPUT"'}
- run: echo "\${{ steps.s.outcome }} <\${{ steps.s.outputs.a }}> <\${{ steps.s.outputs.b }}> <\${{ steps.s.outputs.c }}>"
`),
    expected: { log: ["Invalid format 'broken'", '| failure <1> <two> <>'] },
  },
  {
    title: 'pairs before a malformed line of GITHUB_ENV are kept',
    source: `${files}, SetEnvFileCommand`,
    workflow: steps(`
- {continue-on-error: true, run: 'printf "A=1\\nbroken\\nB=2\\n" >> "$GITHUB_ENV"'}
- run: echo "<$A> <$B>"
`),
    expected: { log: ["Unable to process file command 'env' successfully.", '| <1> <>'] },
  },
  {
    title: 'pairs before a malformed line of GITHUB_STATE are kept, and names of state ignore case',
    source: `${files}, SaveStateFileCommand`,
    workflow: steps('- {uses: $/tool, continue-on-error: true}'),
    files: {
      'tool/action.yml': 'name: t\ndescription: t\nruns: {using: node24, main: main.js, post: post.js}\n',
      'tool/main.js':
        "require('node:fs').appendFileSync(process.env.GITHUB_STATE, 'word=1\\nWORD=2\\nbroken\\nx=3\\n')",
      'tool/post.js': 'console.log(`state ${process.env.STATE_word} ${process.env.STATE_x}`)',
    },
    expected: { log: ["Unable to process file command 'state'", '| state 2 undefined'] },
  },
  {
    title: 'an output whose name differs in case replaces the other',
    source: 'actions/runner src/Runner.Worker/StepsContext.cs, SetOutput; DictionaryContextData.cs',
    workflow: steps(`
- {id: s, run: 'printf "Name=first\\nNAME=second\\n" >> "$GITHUB_OUTPUT"'}
- run: echo "<\${{ steps.s.outputs.name }}> <\${{ steps.S.outputs.Name }}>"
- run: echo '\${{ toJSON(steps.s.outputs) }}' | tr -d ' \\n'
`),
    expected: { log: ['| <second> <second>', '{"Name":"second"}'] },
  },
  {
    title: 'a value keeps its carriage returns and spaces, a name its spaces',
    source: `${files}, EnvFileKeyValuePairs`,
    workflow: steps(`
- {id: s, run: 'printf "a= x \\r\\n b =y\\n" >> "$GITHUB_OUTPUT"'}
- run: printf '%s' '\${{ toJSON(steps.s.outputs) }}'
`),
    expected: { log: ['"a": " x \\r"', '" b ": "y"'] },
  },
  {
    title: 'the delimiter of a block needs its own line, terminated by a line break',
    source: `${files}, EnvFileKeyValuePairs`,
    workflow: steps(`- run: printf 'a<<EOF\\nvalue EOF' >> "$GITHUB_OUTPUT"`),
    expected: { conclusion: 'failure', log: ['Invalid value. EOF marker missing new line.'] },
  },
  {
    title: 'a block needs a name and a delimiter',
    source: `${files}, EnvFileKeyValuePairs`,
    workflow: steps(`- run: echo '<<EOF' >> "$GITHUB_OUTPUT"`),
    expected: { conclusion: 'failure', log: ['Name must not be empty and delimiter must not be empty'] },
  },
  {
    title: 'a line of a block that looks like a pair is part of the value',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings',
    workflow: steps(`
- {id: s, run: 'printf "a<<EOF\\nX=1\\nb<<Y\\n\\nEOF\\n" >> "$GITHUB_OUTPUT"'}
- run: echo '\${{ toJSON(steps.s.outputs) }}' | tr -d ' '
`),
    expected: { log: ['"a":"X=1\\nb<<Y\\n"'] },
  },
  {
    title: 'GITHUB_ACTIONS is true regardless of env and GITHUB_ENV; CI is not protected',
    source: 'actions/runner src/Runner.Sdk/ProcessInvoker.cs',
    workflow: steps(
      `
- run: printf 'GITHUB_ACTIONS=false\\nCI=no\\n' >> "$GITHUB_ENV"
- run: echo "$GITHUB_ACTIONS $CI"
- {env: {GITHUB_ACTIONS: never}, run: 'echo "$GITHUB_ACTIONS"'}
`,
      'env: {GITHUB_ACTIONS: off}',
    ),
    expected: { log: ['| true no', '| true\n'] },
  },
  {
    title: 'PATH of a step has no folder of this project’s own tools',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables',
    workflow: steps("- run: echo $PATH | tr ':' ' ' | grep -c node_modules || echo 'none of them'"),
    expected: { log: ['| none of them'] },
  },
  {
    title: 'step env overrides GITHUB_ENV, GITHUB_ENV overrides the job’s env, for later steps',
    source: 'actions/runner src/Runner.Worker/StepsRunner.cs',
    workflow: steps(
      `
- run: echo "A=file" >> "$GITHUB_ENV"
- run: echo "$A \${{ env.A }}"
- {env: {A: step, B: "\${{ env.A }}"}, run: 'echo "$A $B"'}
- run: echo "again $A"
`,
      'env: {A: job}',
    ),
    expected: { log: ['| file file', '| step file', '| again file'] },
  },
  {
    title:
      'numbers are printed with fifteen digits, in env, format, join, toJSON and comparisons with strings',
    source: 'actions/runner src/Sdk/Expressions/ExpressionConstants.cs, NumberFormat; Functions/ToJson.cs',
    workflow: steps(`
- env:
    A: \${{ 1000000000000000 }}
    B: \${{ format('{0} {1}', 0.00001, 123456789.123456789) }}
    C: \${{ join(fromJSON('[1e20, -0.5, 100]')) }}
    D: \${{ toJSON(fromJSON('[1e15, [], {}]')) }}
    E: \${{ 1e3 == '1000' && contains('1E+15', 1000000000000000) }}
  run: echo "$A $B $C $E" $D
`),
    expected: { log: ['| 1E+15 1E-05 123456789.123457 1E+20,-0.5,100 true [ 1E+15, [], {} ]'] },
  },
  {
    title: 'an output of a job that cannot be evaluated fails the job and drops all its outputs',
    source: extension,
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {good: fine, bad: "\${{ fromJSON('{') }}"}
    steps: [{run: 'true'}]
  b: {needs: a, if: always(), runs-on: ubuntu-latest, steps: [{run: 'echo "<\${{ needs.a.outputs.good }}> \${{ needs.a.result }}"'}]}
`,
    expected: {
      conclusion: 'failure',
      results: { a: 'failure' },
      log: ['##[error]Fail to evaluate job outputs', 'b | <> failure'],
    },
  },
  {
    title: 'outputs of a failed job are set',
    source: extension,
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {x: "\${{ steps.s.outputs.x }}"}
    steps:
      - {id: s, run: 'echo x=1 >> "$GITHUB_OUTPUT"'}
      - run: exit 1
  b: {needs: a, if: failure(), runs-on: ubuntu-latest, steps: [{run: 'echo "<\${{ needs.a.outputs.x }}>"'}]}
`,
    expected: { conclusion: 'failure', log: ['b | <1>'] },
  },
  {
    title: 'an environment url with a secret in it is dropped with a warning',
    source: extension,
    workflow: steps('- run: "true"', 'environment: {name: live, url: "https://${{ vars.HOST }}/"}'),
    options: { secrets: { H: 'hidden-host' }, vars: { HOST: 'hidden-host' } },
    expected: {
      annotations: [
        {
          level: 'warning',
          message: "Skip setting environment url as environment 'live' may contain secret.",
        },
      ],
    },
  },
  {
    title: 'an environment url that cannot be evaluated fails the job',
    source: extension,
    workflow: steps('- run: "true"', 'environment: {name: live, url: "${{ fromJSON(\'{\') }}"}'),
    expected: {
      conclusion: 'failure',
      annotations: [{ level: 'error', message: 'Failed to evaluate environment url' }],
    },
  },
  {
    title: 'a name that cannot be evaluated warns and does not fail the step',
    source: 'actions/runner src/Runner.Worker/ActionRunner.cs, GenerateDisplayName',
    workflow: steps(`
- {name: "\${{ fromJSON('{') }}", run: echo "it ran"}
- {name: "two\\nlines", timeout-minutes: 1, run: exec sleep 9, continue-on-error: true}
`),
    options: { milliseconds: { minute: 300 } },
    expected: {
      log: [
        '##[warning]Encountered an error when evaluating display name ${{ fromJSON',
        '| it ran',
        "'two' has timed out",
      ],
    },
  },
  {
    title: 'with echo on, add-mask is logged without the value',
    source: 'actions/runner src/Runner.Worker/ActionCommandManager.cs, AddMaskCommandExtension',
    workflow: steps(`
- run: |
    echo '::echo::on'
    v=hush; echo "::add-mask::$v-hush"
    echo '::add-mask::   '
`),
    expected: { log: ['| ::add-mask::***', "Can't add secret mask for empty string"] },
  },
  {
    title: 'a mask is registered untrimmed, its lines trimmed',
    source: 'actions/runner src/Runner.Worker/ActionCommandManager.cs, AddMaskCommandExtension',
    workflow: steps(`
- run: |
    a=pad; b=line
    echo "::add-mask:: $a-ded %0A  $b-two  "
    echo "<$a-ded> <$b-two> <$a-ded"
`),
    expected: { log: ['| <***> <***> <***'], notLog: ['pad-ded', 'line-two'] },
  },
  {
    title: 'the token as encoded by git is masked too',
    source: context,
    workflow: steps(
      `- {env: {T: "\${{ github.token }}"}, run: 'printf "x-access-token:%s" "$T" | base64 -w0; echo'}`,
    ),
    expected: { log: ['| ***\n'] },
  },
]
