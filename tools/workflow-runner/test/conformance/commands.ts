import { type Case, steps } from '../run-case.ts'

const commands = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands'
const files = 'actions/runner src/Runner.Worker/FileCommandManager.cs'
const manager = 'actions/runner src/Runner.Worker/ActionCommandManager.cs'

export const commandCases: Case[] = [
  {
    title: 'GITHUB_OUTPUT: plain, with = in the value, and multi-line',
    source: `${commands}#multiline-strings`,
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {p: "\${{ steps.s.outputs.p }}", m: "\${{ steps.s.outputs.m }}", e: "\${{ steps.s.outputs.e }}."}
    steps:
      - id: s
        run: |
          echo "p=a=b<<c" >> "$GITHUB_OUTPUT"
          printf 'm<<END OF\\none\\n\\n END OF\\ntwo=2\\nEND OF\\ne<<X\\nX\\n' >> "$GITHUB_OUTPUT"
`,
    expected: { outputs: { 'a.p': 'a=b<<c', 'a.m': 'one\n\n END OF\ntwo=2', 'a.e': '.' } },
  },
  {
    title: 'an invalid line fails the step',
    source: `${files}, EnvFileKeyValuePairs`,
    workflow: steps('- run: echo "nothing here" >> "$GITHUB_OUTPUT"'),
    expected: {
      conclusion: 'failure',
      log: ["Unable to process file command 'output' successfully.", "Invalid format 'nothing here'"],
    },
  },
  {
    title: 'an unterminated block fails the step',
    source: `${files}, EnvFileKeyValuePairs`,
    workflow: steps('- run: printf "a<<EOF\\\\nb\\\\n" >> "$GITHUB_ENV"'),
    expected: { conclusion: 'failure', log: ["Invalid value. Matching delimiter not found 'EOF'"] },
  },
  {
    title: 'GITHUB_ENV reaches the following steps and their env context, not the same one',
    source: `${commands}#setting-an-environment-variable`,
    workflow: steps(`
- run: |
    echo "A=1" >> "$GITHUB_ENV"
    echo "in the same step <$A>"
- run: echo "next <$A> <\${{ env.A }}>"
- {run: 'echo "own <$A>"', env: {A: 2}}
`),
    expected: { log: ['| in the same step <>', '| next <1> <1>', '| own <2>'] },
  },
  {
    title: 'GITHUB_ENV cannot set NODE_OPTIONS, and cannot override GITHUB_*',
    source: `${files}, SetEnvFileCommand`,
    workflow: steps(`
- run: printf 'NODE_OPTIONS=--x\\nGITHUB_REPOSITORY=a/b\\nRUNNER_OS=Plan9\\n' >> "$GITHUB_ENV"
- run: echo "<$NODE_OPTIONS> $GITHUB_REPOSITORY $RUNNER_OS"
`),
    options: { event: { repository: 'o/r' } },
    expected: {
      log: ["Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.", '| <> o/r Linux'],
    },
  },
  {
    title: 'GITHUB_PATH prepends folders, the latest first',
    source: `${commands}#adding-a-system-path`,
    workflow: steps(`
- run: |
    mkdir one two
    printf '#!/bin/sh\\necho from one\\n' > one/tool; printf '#!/bin/sh\\necho from two\\n' > two/tool
    chmod +x */tool
    echo "$PWD/one" >> "$GITHUB_PATH"
- run: echo "$PWD/two" >> "$GITHUB_PATH"; tool
- run: tool
`),
    expected: { log: ['| from one\na | ##[group]Run tool', '| from two'] },
  },
  {
    title: 'GITHUB_STEP_SUMMARY is collected, masked',
    source: `${commands}#adding-a-job-summary`,
    workflow: steps('- run: \'echo "# Title ${{ secrets.S }}" >> $GITHUB_STEP_SUMMARY\''),
    options: { secrets: { S: 'pssst' } },
    expected: { summaries: ['# Title ***'] },
  },
  {
    title: 'a summary above 1 MiB is dropped with an error, the step still succeeds',
    source: `${files}, CreateStepSummaryCommand`,
    workflow: steps('- run: head -c 1100000 /dev/zero | tr "\\\\0" x > "$GITHUB_STEP_SUMMARY"'),
    expected: {
      log: ['$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got 1074k.'],
    },
  },
  {
    title: 'error, warning and notice become annotations, on stdout and stderr',
    source: `${commands}#setting-an-error-message`,
    workflow: steps(`
- run: |
    echo '::error file=a.js,line=1,endLine=2,title=Oh%2C no%3A::first%0Asecond %25'
    echo '::warning::w' >&2
    echo '  ::NOTICE title=t::n'
`),
    expected: {
      annotations: [
        {
          level: 'error',
          message: 'first\nsecond %',
          file: 'a.js',
          line: '1',
          endLine: '2',
          title: 'Oh, no:',
        },
        { level: 'warning', message: 'w' },
        { level: 'notice', message: 'n', title: 't' },
      ],
    },
  },
  {
    title: 'at most ten annotations of a level per step, the log has all',
    source: 'actions/runner src/Runner.Worker/ExecutionContext.cs, AddIssue',
    workflow: steps('- run: for i in $(seq 12); do echo "::warning::w$i"; done; echo \'::notice::n\''),
    expected: {
      log: ['##[warning]w12'],
      annotations: [{ message: 'w10' }, { message: 'n' }],
      notAnnotated: ['w11'],
    },
  },
  {
    title: '##[…] commands, also after other text',
    source: 'actions/runner src/Runner.Common/ActionCommand.cs, TryParse',
    workflow: steps(`
- run: |
    echo 'some text ##[warning file=x;line=7]careful%5D'
    echo '##[unknown]stays'
    echo '::unknown::stays too'
`),
    expected: {
      annotations: [{ level: 'warning', message: 'careful]', file: 'x', line: '7' }],
      log: ['| ##[unknown]stays', '| ::unknown::stays too'],
    },
  },
  {
    title: 'group and endgroup',
    source: `${commands}#grouping-log-lines`,
    workflow: steps("- run: echo '::group::My title'; echo inside; echo '::endgroup::'"),
    expected: { log: ['| ##[group]My title\na | inside\na | ##[endgroup]'] },
  },
  {
    title: 'debug is shown only with ACTIONS_STEP_DEBUG',
    source: `${commands}#setting-a-debug-message`,
    workflow: steps('- run: echo \'::debug::hidden\'; echo "debug=$RUNNER_DEBUG"'),
    expected: { log: ['| debug=\n'], notLog: ['##[debug]hidden'] },
  },
  {
    title: 'debug is shown with ACTIONS_STEP_DEBUG',
    source: 'https://docs.github.com/en/actions/how-tos/monitor-workflows/enable-debug-logging',
    workflow: steps('- run: echo \'::debug::shown\'; echo "debug=$RUNNER_DEBUG"'),
    options: { vars: { ACTIONS_STEP_DEBUG: 'true' } },
    expected: { log: ['##[debug]shown', '| debug=1'] },
  },
  {
    title: 'stop-commands until the token is printed',
    source: `${commands}#stopping-and-starting-workflow-commands`,
    workflow: steps(`
- run: |
    echo '::stop-commands::pause-1234'
    echo '::warning::not a warning'
    echo '##[error]not an error'
    echo '::pause-1234::'
    echo '::warning::a warning'
`),
    expected: {
      log: ['| ::warning::not a warning', '| ##[error]not an error', '| ##[warning]a warning'],
      annotations: [{ level: 'warning', message: 'a warning' }],
    },
  },
  {
    title: 'a stop token that is a command is refused and fails the step',
    source: `${manager}, ValidateStopToken`,
    workflow: steps("- run: echo '::stop-commands::add-mask'"),
    expected: { conclusion: 'failure', log: ['You cannot use a endToken'] },
  },
  {
    title: 'stop-commands ends with its step',
    source: manager,
    workflow: steps("- run: echo '::stop-commands::abcdefgh'\n- run: echo '::notice::heard'"),
    expected: { annotations: [{ level: 'notice', message: 'heard' }] },
  },
  {
    title: 'echo shows commands, never masks',
    source: `${commands}#echoing-command-outputs`,
    workflow: steps(`
- run: |
    echo '::save-state name=quiet::1'
    echo '::echo::on'
    echo '::save-state name=loud::2'
    echo '::add-mask::hush-hush'
    echo '::echo::OFF'
`),
    expected: { log: ['| ::save-state name=loud::2'], notLog: ['| ::save-state name=quiet::1\na | ##[warn'] },
  },
  {
    title: 'set-env and add-path are disabled and fail the step',
    source: `${manager}, SetEnvCommandExtension`,
    workflow: steps(
      "- {run: \"echo '::set-env name=A::1'\", continue-on-error: true}\n- run: echo '::add-path::/x'",
    ),
    expected: {
      conclusion: 'failure',
      log: [
        'The `set-env` command is disabled.',
        'The `add-path` command is disabled.',
        "Unable to process command '::set-env name=A::1' successfully.",
      ],
    },
  },
  {
    title: 'set-output still works, with a warning',
    source: `${manager}, SetOutputCommandExtension; https://github.blog/changelog/2023-07-24-github-actions-update-on-save-state-and-set-output-commands/`,
    workflow: steps(
      "- {id: s, run: \"echo '::set-output name=x::1%0A2'\"}\n- run: echo '<${{ steps.s.outputs.x }}>'",
    ),
    expected: { log: ['| <1\na | 2>', 'The `set-output` command is deprecated and will be disabled soon.'] },
  },
]
