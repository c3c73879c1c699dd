import { type Case, steps } from '../run-case.ts'

const metadata = 'https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax'
const commands = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands'
const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'
const worker = 'actions/runner src/Runner.Worker'
const encoders = 'actions/runner src/Sdk/DTLogging/Logging/ValueEncoders.cs'

const shared = { repositories: { 'acme/shared': `${import.meta.dirname}/shared` } }
const composite = (text: string, more = ''): string =>
  `name: c\ndescription: c\n${more}runs:\n  using: composite\n  steps:\n${text.replace(/^\n/, '').replace(/^(?=.)/gm, '    ')}\n`

/** How a secret is encoded, and which part must not be left: secret, script, forbidden rest. */
const encoded: [title: string, encoder: string, secret: string, script: string, rest: string][] = [
  [
    'escaped double quotes',
    'CommandLineArgumentEscape',
    'half"other',
    "printf '%s\\\\n' 'half\\\\\"other'",
    'half',
  ],
  [
    'doubled single quotes',
    'ExpressionStringEscape',
    "half'other",
    'printf "%s\\\\n" "half\'\'other"',
    'half',
  ],
  ['surrounding quotes removed', 'TrimDoubleQuotes', '"long-value"', 'echo long-value', 'long-value'],
  [
    'truncated after an ampersand, as PowerShell colors errors',
    'PowerShellPreAmpersandEscape',
    'first-half&rest-of-it',
    'echo "first-half& not"',
    'first-half',
  ],
  [
    'truncated before the rest',
    'PowerShellPostAmpersandEscape',
    'first-half&rest-of-it',
    'echo "rest-of-it"',
    'rest-of-it',
  ],
  [
    'truncated after an ampersand and a plus, without one letter',
    'PowerShellPostAmpersandEscape',
    'first-half&+Xrest-of-it',
    'echo "<rest-of-it>"',
    'rest-of-it',
  ],
  [
    'URI escaping including punctuation',
    'UriDataEscape',
    "a b!c'd(e)",
    'echo "a%20b%21c%27d%28e%29"',
    '%28e',
  ],
]

/** How the runner executes steps and actions and processes their output. */
export const runnerCases: Case[] = [
  ...encoded.map(([title, encoder, secret, script, rest]) => ({
    title: `a secret is masked with ${title}`,
    source: `${encoders}, ${encoder}`,
    workflow: steps(`- shell: bash {0}\n  run: |\n    ${script.replaceAll('\\\\', '\\')}\n    echo end`),
    options: { secrets: { S: secret } },
    expected: { log: ['***', '| end'], notLog: [rest] },
  })),
  {
    title: 'a multi-line secret is also masked as a whole, in its encoded forms',
    source: `${worker}/Worker.cs, InitializeSecretMasker`,
    workflow: steps(`
- {env: {S: "\${{ secrets.S }}"}, run: 'printf "%s" "$S" | base64 -w0; echo; echo end'}
`),
    options: { secrets: { S: 'a-line\nb-line' } },
    expected: { log: ['| ***\na | end'] },
  },
  {
    title: 'short parts at an ampersand are not masked',
    source: `${encoders}, PowerShellPreAmpersandEscape`,
    workflow: steps('- run: echo "a=b& and rest"'),
    options: { secrets: { S: 'a=b&cd' } },
    expected: { log: ['| a=b& and rest'] },
  },
  {
    title: 'adjacent occurrences of a masked value give one mask',
    source: 'actions/runner src/Sdk/DTLogging/Logging/SecretMasker.cs, MaskSecrets',
    workflow: steps('- run: echo "<abababab>"'),
    options: { secrets: { S: 'aba' } },
    expected: { log: ['| <***b>'] },
  },
  {
    title: 'a mask of one step applies to the next job’s log, outputs and summary',
    source: `${worker}/ActionCommandManager.cs, AddMaskCommandExtension`,
    workflow: steps(
      `
- {id: s, run: 'v=top; echo "::add-mask::$v-secret"; echo "o=x-$v-secret" >> "$GITHUB_OUTPUT"'}
- run: 'v=top; echo "$v-secret in the summary" >> "$GITHUB_STEP_SUMMARY"'
`,
      'outputs: {o: "${{ steps.s.outputs.o }}"}',
    ),
    expected: {
      outputs: { 'a.o': undefined },
      summaries: ['*** in the summary'],
      log: ["Skip output 'o' since it may contain secret."],
    },
  },
  {
    title: 'each step has its own summary, an empty one is ignored',
    source: `${commands}#adding-a-job-summary`,
    workflow: steps(`
- run: echo one >> "$GITHUB_STEP_SUMMARY"; echo two >> "$GITHUB_STEP_SUMMARY"
- run: ': >> "$GITHUB_STEP_SUMMARY"'
- run: echo three > "$GITHUB_STEP_SUMMARY"
`),
    expected: { summaries: ['one\ntwo\n', 'three\n'] },
  },
  {
    title: 'a summary of exactly one MiB is accepted',
    source: `${worker}/FileCommandManager.cs, CreateStepSummaryCommand`,
    workflow: steps('- run: head -c 1048576 /dev/zero | tr "\\\\0" x > "$GITHUB_STEP_SUMMARY"'),
    expected: { summaries: ['xxx'], notLog: ['upload aborted'] },
  },
  {
    title: 'an annotation message is truncated to 4096 characters, its properties are not',
    source: `${worker}/ExecutionContext.cs, AddIssue`,
    workflow: steps(`- run: printf '::error title=t::%5000s\\n' x`),
    expected: { annotations: [{ level: 'error', title: 't', message: ' '.repeat(4096) }] },
  },
  {
    title: 'commands must start the line, apart from whitespace; names ignore case',
    source: 'actions/runner src/Runner.Common/ActionCommand.cs, TryParseV2',
    workflow: steps(`- run: echo 'x ::warning::no'; echo '  ::WARNING::yes'; echo '::warning file=f'`),
    expected: {
      annotations: [{ level: 'warning', message: 'yes' }],
      log: ['| x ::warning::no', '| ::warning file=f'],
    },
  },
  {
    title: 'GITHUB_PATH: a repeated folder moves to the front, empty lines are ignored',
    source: `${worker}/FileCommandManager.cs, AddPathFileCommand`,
    workflow: steps(`
- run: printf '/one\\n\\n/two\\r\\n' >> "$GITHUB_PATH"
- run: echo /one >> "$GITHUB_PATH"
- run: echo "$PATH" | cut -d ':' -f 1-2
`),
    expected: { log: ['| /one:/two'] },
  },
  {
    title: 'a custom shell has only the options given',
    source: `${syntax}#custom-shell`,
    workflow: steps('- {shell: \'bash {0}\', run: "false\\necho went on"}'),
    expected: { log: ['| went on'] },
  },
  {
    title: 'a working directory from an expression, and relative to the workspace',
    source: `${syntax}#jobsjob_idstepsworking-directory`,
    workflow: steps(`
- run: mkdir -p one/two
- {working-directory: "one/\${{ github.event.no || 'two' }}", run: 'echo "$(basename "$PWD") $(basename "$GITHUB_WORKSPACE")"'}
`),
    options: { event: { repository: 'o/shop' } },
    expected: { log: ['| two shop'] },
  },
  {
    title: 'a timeout of zero disables it, a step without one is not limited',
    source: `${worker}/StepsRunner.cs, RunStepAsync`,
    workflow: steps('- {timeout-minutes: 0, run: sleep 0.6; echo "it ran"}'),
    options: { milliseconds: { minute: 300 } },
    expected: { log: ['| it ran'] },
  },
  {
    title: 'a step that times out stops, and always() steps see the failure',
    source: `${syntax}#jobsjob_idstepstimeout-minutes`,
    workflow: steps(`
- {id: s, timeout-minutes: 1, run: exec sleep 30}
- {if: always(), run: 'echo "\${{ steps.s.conclusion }} \${{ job.status }}"'}
`),
    options: { milliseconds: { minute: 300 } },
    expected: { conclusion: 'failure', log: ['| failure failure'] },
  },
  {
    title: 'a composite action: continue-on-error, if and outputs of its steps',
    source: `${metadata}#runsstepscontinue-on-error`,
    workflow: steps("- {id: c, uses: $/c, with: {go: ''}}\n- run: echo 'out ${{ steps.c.outputs.result }}'"),
    files: {
      'c/action.yml': composite(
        `
- {id: s, shell: bash, continue-on-error: true, run: exit 1}
- {if: inputs.go != '', shell: bash, run: echo "not this"}
- {if: success(), shell: bash, run: 'echo "then \${{ steps.s.outcome }} \${{ steps.s.conclusion }}"'}
`,
        'inputs: {go: {description: g, default: yes}}\noutputs: {result: {description: r, value: "${{ steps.s.outcome }}"}}\n',
      ),
    },
    expected: { log: ['| then failure success', '| out failure'], notLog: ['| not this'] },
  },
  {
    title: 'continue-on-error does not cover a condition or env that cannot be evaluated',
    source: `${worker}/StepsRunner.cs, RunAsync`,
    workflow: steps(`
- {id: s, if: "fromJSON('{')", continue-on-error: true, run: 'true'}
- {id: t, if: always(), continue-on-error: true, env: {A: "\${{ fromJSON('{') }}"}, run: 'true'}
- {if: always(), run: 'echo "\${{ steps.s.conclusion }} \${{ steps.t.conclusion }} \${{ job.status }}"'}
`),
    expected: { conclusion: 'failure', log: ['| failure failure failure'] },
  },
  {
    title: 'a condition in a composite action that cannot be evaluated stops the action',
    source: `${worker}/Handlers/CompositeActionHandler.cs, RunStepsAsync`,
    workflow: steps('- {uses: $/c, continue-on-error: true}\n- run: echo "next"'),
    files: {
      'c/action.yml': composite(`
- if: "fromJSON('{')"
  shell: bash
  run: x
- {if: always(), shell: bash, run: echo "not this"}
`),
    },
    expected: { log: ['| next'], notLog: ['| not this'] },
  },
  {
    title: 'a composite action works in the workspace, finds its files by github.action_path',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context',
    workflow: steps('- run: echo mine > here\n- {uses: $/tools/c}'),
    files: {
      'tools/c/action.yml': composite(
        '- {shell: bash, run: \'cat here "$GITHUB_ACTION_PATH/neighbor.txt" "${{ github.action_path }}/neighbor.txt"\'}',
      ),
      'tools/c/neighbor.txt': 'theirs\n',
    },
    expected: { log: ['| mine\na | theirs\na | theirs'] },
  },
  {
    title: 'inputs of a composite action are always strings',
    source: `${metadata}#inputs`,
    workflow: steps('- {uses: $/c, with: {flag: false, n: 010}}'),
    files: {
      'c/action.yml': composite(
        "- {shell: bash, run: \"echo '${{ inputs.flag == 'false' }} ${{ inputs.flag && 'set' }} ${{ inputs.n }}'\"}",
        'inputs: {flag: {description: f}, n: {description: n}}\n',
      ),
    },
    expected: { log: ['| true set 10'] },
  },
  {
    title: 'a composite action cannot see the outer steps, nor they its steps',
    source: `${worker}/Handlers/CompositeActionHandler.cs`,
    workflow: steps(`
- {id: out, run: 'echo x=1 >> "$GITHUB_OUTPUT"'}
- uses: $/c
- run: echo "<\${{ steps.in.outputs.y }}>"
`),
    files: {
      'c/action.yml': composite(
        '- {id: in, shell: bash, run: \'echo y=2 >> "$GITHUB_OUTPUT"; echo "<${{ steps.out.outputs.x }}>"\'}',
      ),
    },
    expected: { log: ['| <>\n'], notLog: ['| <1>', '| <2>'] },
  },
  {
    title: 'infinite recursion of a composite action is refused',
    source: `${worker}/ActionManager.cs`,
    workflow: steps('- uses: $/c'),
    files: { 'c/action.yml': composite('- uses: $/c') },
    expected: { refused: ['composite actions can be nested 10 levels deep'] },
  },
  {
    title: 'posts run after a failure in reverse, those of a composite action in their place',
    source: `${metadata}#runspost`,
    workflow: steps(`
- {uses: acme/shared/act@v1, with: {what: first}}
- {uses: acme/shared/composite@v1, with: {word: second}}
- {uses: acme/shared/act@v1, with: {what: third}}
- run: exit 1
`),
    options: shared,
    expected: {
      conclusion: 'failure',
      order: ['| post of third', '| post of nested second', '| post of first'],
    },
  },
  {
    title: 'post-if uses the job status: success() after a failure does not run',
    source: `${metadata}#runspost-if`,
    workflow: steps('- uses: $/a\n- {uses: $/b}\n- run: exit 1'),
    files: {
      'a/action.yml':
        'name: a\ndescription: a\nruns: {using: node24, main: m.js, post: p.js, post-if: success()}\n',
      'a/m.js': '',
      'a/p.js': "console.log('post a')",
      'b/action.yml':
        'name: b\ndescription: b\nruns: {using: node24, main: m.js, post: p.js, post-if: failure()}\n',
      'b/m.js': '',
      'b/p.js': "console.log('post b')",
    },
    expected: { conclusion: 'failure', log: ['| post b'], notLog: ['| post a'] },
  },
  {
    title: 'a failing post fails the job, and the other posts still run',
    source: `${worker}/StepsRunner.cs`,
    workflow: steps('- {uses: acme/shared/act@v1, with: {what: early}}\n- uses: $/a\n- run: echo "work"'),
    options: shared,
    files: {
      'a/action.yml': 'name: a\ndescription: a\nruns: {using: node24, main: m.js, post: p.js}\n',
      'a/m.js': '',
      'a/p.js': 'process.exit(4)',
    },
    expected: { conclusion: 'failure', results: { a: 'failure' }, order: ['| work', '| post of early'] },
  },
  {
    title: 'inputs of an action: names in any case, spaces become underscores, unknown ones are passed',
    source: `${worker}/Handlers/NodeScriptActionHandler.cs`,
    workflow: steps("- {uses: acme/shared/act@v1, with: {WHAT: loud, 'two words-X': t}}"),
    options: shared,
    expected: { log: ['| acted on loud t'] },
  },
  {
    title: 'an action whose main is missing fails its step with the file name',
    source: `${worker}/Handlers/NodeScriptActionHandler.cs`,
    workflow: steps('- uses: $/a'),
    files: { 'a/action.yml': 'name: a\ndescription: a\nruns: {using: node24, main: dist/index.js}\n' },
    expected: { conclusion: 'failure', log: ["the file 'dist/index.js' does not exist"] },
  },
  {
    title: 'the last of several outputs of one name is used, also with the old command',
    source: `${worker}/FileCommandManager.cs, SetOutputFileCommand`,
    workflow: steps(`
- id: s
  run: |
    echo '::set-output name=x::old'
    printf 'x=new\\nx=newest\\n' >> "$GITHUB_OUTPUT"
- run: echo "<\${{ steps.s.outputs.x }}>"
`),
    expected: { log: ['| <newest>'] },
  },
  {
    title: 'command files of a failed step are applied',
    source: `${worker}/ActionRunner.cs, RunAsync`,
    workflow: steps(`
- {id: s, continue-on-error: true, run: 'echo "x=1" >> "$GITHUB_OUTPUT"; echo "Y=2" >> "$GITHUB_ENV"; exit 1'}
- run: echo "<\${{ steps.s.outputs.x }}> <$Y>"
`),
    expected: { log: ['| <1> <2>'] },
  },
]
