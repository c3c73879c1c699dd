import { type Case, steps } from '../run-case.ts'

const syntax = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax'
const stepsRunner = 'actions/runner src/Runner.Worker/StepsRunner.cs'

export const stepCases: Case[] = [
  {
    title: 'after a failed step only failure() and always() run',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions',
    workflow: steps(`
- run: exit 3
- run: echo "plain"
- {if: failure(), run: echo "on failure"}
- {if: always(), run: 'echo "always \${{ job.status }}"'}
- {if: success(), run: echo "success"}
- {if: cancelled(), run: echo "cancelled"}
`),
    expected: {
      conclusion: 'failure',
      log: ['Process completed with exit code 3.', '| on failure', '| always failure'],
      notLog: ['| plain', '| success', '| cancelled'],
    },
  },
  {
    title: 'continue-on-error: outcome failure, conclusion success',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#steps-context',
    workflow: steps(`
- {id: s, run: exit 1, continue-on-error: true}
- run: echo "\${{ steps.s.outcome }}/\${{ steps.s.conclusion }}"
- {id: t, if: false, run: exit 1}
- run: echo "\${{ steps.t.outcome }}/\${{ steps.t.conclusion }}/\${{ toJSON(steps.t.outputs) }}"
`),
    expected: { log: ['| failure/success', '| skipped/skipped/{}'] },
  },
  {
    title: 'without a shell it is bash -e, without pipefail',
    source: `${syntax}#jobsjob_idstepsshell`,
    workflow: steps('- run: |\n    false | true\n    echo "went on"\n    false\n    echo "too far"\n'),
    expected: { conclusion: 'failure', log: ['| went on', 'bash -e {0}'], notLog: ['| too far'] },
  },
  {
    title: 'shell: bash has pipefail and no profile',
    source: `${syntax}#jobsjob_idstepsshell`,
    workflow: steps('- {shell: bash, run: "false | true"}'),
    expected: { conclusion: 'failure', log: ['bash --noprofile --norc -e -o pipefail {0}'] },
  },
  {
    title: 'shell: sh, python, and a line with {0}',
    source: `${syntax}#jobsjob_idstepsshell`,
    workflow: steps(`
- {shell: sh, run: 'echo "sh: $0"'}
- shell: python
  run: |
    if True:
        print("python", 1 + 1)
- {shell: 'cat {0}', run: 'the script itself'}
- {shell: 'node {0}', run: 'console.log("node", 2)'}
`),
    expected: { log: ['| sh: /', '| python 2', '| the script itself', '| node 2'] },
  },
  {
    title: 'a shell without {0} is an error of the step',
    source: 'actions/runner src/Runner.Worker/Handlers/ScriptHandler.cs',
    workflow: steps("- {shell: 'cat -n', run: x}"),
    expected: { conclusion: 'failure', log: ['Invalid shell option'] },
  },
  {
    title: 'defaults.run of job and workflow, and the step above both',
    source: `${syntax}#defaultsrun`,
    workflow: `on: push
defaults: {run: {shell: sh, working-directory: w}}
jobs:
  a:
    runs-on: ubuntu-latest
    defaults: {run: {working-directory: j}}
    steps:
      - {working-directory: ., run: mkdir w j s}
      - run: echo "in $(basename "$PWD")"
      - {working-directory: s, run: 'echo "then $(basename "$PWD")"'}
`,
    expected: { log: ['| in j', '| then s', '/sh -e {0}'] },
  },
  {
    title: 'a missing working directory is an error of the step',
    source: 'actions/runner src/Runner.Worker/Handlers/ScriptHandler.cs',
    workflow: steps('- {working-directory: nowhere, run: "true"}'),
    expected: { conclusion: 'failure', log: ['nowhere'] },
  },
  {
    title: 'a step that times out fails',
    source: `${syntax}#jobsjob_idstepstimeout-minutes`,
    workflow: steps(`
- {id: s, name: slow, timeout-minutes: 1, run: exec sleep 30, continue-on-error: true}
- run: echo "\${{ steps.s.outcome }}"
`),
    options: { milliseconds: { minute: 300 } },
    expected: { log: ["The action 'slow' has timed out after 1 minutes.", '| failure'] },
  },
  {
    title: 'a multi-line `if` with ${{ }} inside is a string and so true',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators',
    workflow: steps(
      '- if: |\n    ${{ false }}\n  run: echo "it ran"\n- if: ${{ false }}\n  run: echo "it did not"\n',
    ),
    expected: { log: ['| it ran'], notLog: ['| it did not'] },
  },
  {
    title: 'an error in a condition fails the step',
    source: stepsRunner,
    workflow: steps("- {if: \"fromJSON('{')\", run: 'true'}"),
    expected: {
      conclusion: 'failure',
      log: ['The template is not valid. .github/workflows/main.yml (Line: '],
    },
  },
  {
    title: 'an error in env fails the step before it runs',
    source: stepsRunner,
    workflow: steps(
      '- {env: {A: "${{ fromJSON(\'{\') }}"}, run: echo "no"}\n- {if: always(), run: echo "yes"}',
    ),
    expected: { conclusion: 'failure', log: ['| yes'], notLog: ['| no'] },
  },
  {
    title: 'names: name with expressions, else Run and the first line',
    source: 'actions/runner src/Runner.Worker/ActionRunner.cs, GenerateDisplayName',
    workflow: steps(
      '- {name: "step ${{ 1 }}", timeout-minutes: 1, run: exec sleep 9}\n- {timeout-minutes: 1, if: always(), run: "exec sleep ${{ 9 }}\\n# more"}',
    ),
    options: { milliseconds: { minute: 200 } },
    expected: { conclusion: 'failure', log: ["'step 1' has timed out", "'Run exec sleep 9' has timed out"] },
  },
  {
    title: 'default environment variables, and none of the host’s',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables',
    workflow: steps(`
- id: s
  run: |
    echo "$CI $GITHUB_ACTIONS $GITHUB_REPOSITORY $GITHUB_REPOSITORY_OWNER $GITHUB_JOB $GITHUB_ACTION $GITHUB_REF_NAME $GITHUB_ACTOR"
    echo "$RUNNER_OS \${RUNNER_TEMP:+temp} \${GITHUB_SHA:+sha} \${GITHUB_RUN_ID:+run} npm=$npm_lifecycle_event jest=$JEST_WORKER_ID"
    [ "$PWD" = "$GITHUB_WORKSPACE" ] && echo "in the workspace"
    node -e 'console.log("event", require(process.env.GITHUB_EVENT_PATH).repository.name)'
- run: echo "\${{ github.event.repository.name }} \${{ github.server_url }} \${{ github.workflow }}"
`),
    options: { event: { repository: 'tsh/app', actor: 'ada' } },
    expected: {
      log: [
        '| true true tsh/app tsh a s main ada',
        '| Linux temp sha run npm= jest=',
        '| in the workspace',
        '| event app',
        '| app https://github.com .github/workflows/main.yml',
      ],
    },
  },
  {
    title: 'a block scalar with expressions keeps its indentation',
    source: `${syntax}#jobsjob_idstepsrun`,
    workflow: steps(
      "- shell: python\n  run: |\n    for i in range(1):\n        print(\"it's\", 'one', ${{ 2 }}, {\"k\": 'v'})\n",
    ),
    expected: { log: ["| it's one 2 {'k': 'v'}"] },
  },
  {
    title: 'a background process of a step does not block the job and is killed after it',
    source: 'actions/runner src/Runner.Worker/JobExtension.cs, "Cleaning up orphan processes"',
    workflow: steps('- run: |\n    setsid sleep 3456789 > /dev/null 2>&1 &\n    echo started\n'),
    expected: { log: ['| started'] },
  },
  {
    title: 'a script killed by a signal exits with 128 plus its number',
    source: 'actions/runner src/Runner.Sdk/ProcessInvoker.cs',
    workflow: steps('- run: kill -TERM $$'),
    expected: { conclusion: 'failure', log: ['Process completed with exit code 143.'] },
  },
]
