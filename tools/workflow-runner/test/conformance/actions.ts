import { type Case, steps } from '../run-case.ts'

const metadata = 'https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax'
const runner = 'actions/runner src/Runner.Worker/ActionRunner.cs'
const shared = { repositories: { 'acme/shared': `${import.meta.dirname}/shared` } }

const localAction = {
  'tools/hello/action.yml': `name: hello
description: says it
inputs: {who: {description: whom, required: true, deprecationMessage: use whom}}
runs: {using: node20, pre: pre.js, main: main.js}
`,
  'tools/hello/main.js': 'console.log(`hello <${process.env.INPUT_WHO}>`)',
}

export const actionCases: Case[] = [
  {
    title: 'a JavaScript action: inputs, defaults with expressions, outputs, its path, Node 24',
    source: `${metadata}#inputs`,
    workflow: steps("- {id: s, uses: acme/shared/act@v1}\n- run: echo 'out ${{ steps.s.outputs.did }}'"),
    options: shared,
    expected: { log: ['| acted on a tw undefined', '| path true node 24', '| out a!'] },
  },
  {
    title: 'a failing action fails the step; its post still runs',
    source: `${metadata}#runspost`,
    workflow: steps('- {uses: acme/shared/act@v1, with: {what: bad}}\n- run: echo "next"'),
    options: shared,
    expected: { conclusion: 'failure', log: ['| post of bad'], notLog: ['| next'] },
  },
  {
    title: 'posts run in reverse order, with the state of their own step',
    source: `${metadata}#runspost`,
    workflow: steps(
      '- {uses: acme/shared/act@v1, with: {what: one}}\n- {uses: acme/shared/act@v1, with: {what: two}}\n- {if: false, uses: acme/shared/act@v1, with: {what: three}}\n- run: echo "work"',
    ),
    options: shared,
    expected: {
      order: ['| work\n', '| post of two undefined two\n', '| post of one undefined one\n'],
      notLog: ['post of three'],
    },
  },
  {
    title: 'pre runs before all steps and shares its state',
    source: `${metadata}#runspre`,
    workflow: steps('- run: echo "first step"\n- {uses: acme/shared/prepared@v1, with: {what: p}}'),
    options: shared,
    expected: { order: ['| prepared\n', '| first step\n', '| acted on p tw yes', '| post of p yes p'] },
  },
  {
    title: 'a local action comes from the workspace; pre is warned about, required is not enforced',
    source: `${runner}; ${metadata}#inputsinput_idrequired`,
    workflow: steps(
      '- uses: actions/checkout@v4\n- uses: ./tools/hello\n- {uses: ./tools/hello, with: {who: you, whom: me}}',
    ),
    files: localAction,
    expected: {
      log: [
        '| hello <>',
        '| hello <you>',
        "`pre` execution is not supported for local action from './tools/hello'",
        "Input 'who' has been deprecated with message: use whom",
        "Unexpected input(s) 'whom', valid inputs are ['who']",
      ],
    },
  },
  {
    title: 'a local action before the checkout is not found',
    source: 'actions/runner src/Runner.Worker/ActionManager.cs',
    workflow: steps('- uses: ./tools/hello'),
    files: localAction,
    expected: {
      conclusion: 'failure',
      log: ['Did you forget to run actions/checkout before running your local action?'],
    },
  },
  {
    title: '$/ in a step is the repository of the workflow file, without a checkout',
    source: 'https://github.blog/changelog/2026-07-30 (self-repository references)',
    workflow: steps('- {uses: $/tools/hello, with: {who: self}}'),
    files: { ...localAction, 'tools/hello/pre.js': 'console.log("pre too")' },
    expected: { log: ['| pre too', '| hello <self>'] },
  },
  {
    title: 'a composite action: own steps, inputs, outputs, env in and out',
    source: `${metadata}#runs-for-composite-actions`,
    workflow: steps(`
- {id: outer, run: 'echo x=1 >> $GITHUB_OUTPUT'}
- {id: c, uses: acme/shared/composite@v1, env: {STEP: step}}
- run: echo "out \${{ steps.c.outputs.out }} <$E> <\${{ steps.inner.outputs.v }}>"
`),
    options: shared,
    expected: {
      log: [
        '| inner d-push <own> <step> <> <> composite',
        '| not after a failure',
        '| out 1/d-push <from-composite> <>',
        '| acted on nested d-push',
        '| post of nested d-push',
      ],
      notLog: ['| failure inside'],
    },
  },
  {
    title: 'a failure inside a composite action: failure() uses the status of the action, the step fails',
    source: 'actions/runner src/Runner.Worker/Handlers/CompositeActionHandler.cs',
    workflow: steps(
      '- {id: c, uses: acme/shared/composite@v1, with: {word: bad}, continue-on-error: true}\n- run: echo "outcome ${{ steps.c.outcome }}"',
    ),
    options: shared,
    expected: {
      log: ['| failure inside', '| outcome failure'],
      notLog: ['| not after a failure', 'nested bad'],
    },
  },
  {
    title: 'shell is required in a composite action',
    source: `${metadata}#runsstepsshell`,
    workflow: steps('- uses: $/c'),
    files: { 'c/action.yml': 'name: c\ndescription: c\nruns: {using: composite, steps: [{run: echo}]}\n' },
    expected: { refused: ['shell'] },
  },
  {
    title: 'secrets are not available in a composite action',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
    workflow: steps('- uses: $/c'),
    files: {
      'c/action.yml':
        'name: c\ndescription: c\nruns: {using: composite, steps: [{shell: bash, run: "echo ${{ secrets.A }}"}]}\n',
    },
    expected: { refused: ['secrets'] },
  },
  {
    title: 'checkout copies a folder without git history, also into a path',
    source: 'https://github.com/actions/checkout#usage',
    workflow: steps(
      '- uses: actions/checkout@v4\n- {uses: actions/checkout@v4, with: {path: sub}}\n- run: cat note.txt sub/note.txt',
    ),
    files: { 'note.txt': 'noted\n' },
    expected: { log: ['| noted\na | noted'] },
  },
  {
    title: 'artifacts are shared between jobs: a folder keeps its tree, a single file has no folder',
    source: 'https://github.com/actions/upload-artifact#usage',
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir -p out/deep; echo 1 > out/deep/x.txt; echo 2 > out/y.log; echo h > out/.hidden; echo s > single
      - {uses: actions/upload-artifact@v4, with: {name: tree, path: out}}
      - {uses: actions/upload-artifact@v4, with: {name: one, path: ./single}}
      - {uses: actions/upload-artifact@v4, with: {name: some, path: "out/**/*.txt\\n!out/none"}}
  b:
    needs: a
    runs-on: ubuntu-latest
    steps:
      - {uses: actions/download-artifact@v4, with: {name: tree, path: got}}
      - {uses: actions/download-artifact@v4, with: {name: one}}
      - run: find . -type f | sort | tr '\\n' ' '
      - {uses: actions/download-artifact@v4, with: {path: all}}
      - run: ls all | tr '\\n' ' '; find all/some -type f
`,
    expected: {
      log: ['| ./got/deep/x.txt ./got/y.log ./single', 'one some tree', 'all/some/deep/x.txt'],
      notLog: ['.hidden '],
    },
  },
  {
    title: 'artifacts lose their permissions: files are restored as 644, folders as 755',
    source: 'https://github.com/actions/upload-artifact#permission-loss',
    workflow: steps(`
- run: mkdir -m 700 -p out/bin && echo x > out/bin/tool && chmod 755 out/bin/tool && echo y > out/key && chmod 600 out/key
- {uses: actions/upload-artifact@v4, with: {name: t, path: out}}
- {uses: actions/download-artifact@v4, with: {name: t, path: got}}
- {uses: actions/download-artifact@v4, with: {path: all}}
- run: cd got && stat -c '%a %n' bin bin/tool key ../all/t/bin/tool | tr '\\n' ' '
`),
    expected: { log: ['755 bin 644 bin/tool 644 key 644 ../all/t/bin/tool'] },
  },
  {
    title: 'artifacts follow links and exclude hidden folders even if listed',
    source: 'https://github.com/actions/upload-artifact/blob/main/src/shared/search.ts',
    workflow: steps(`
- run: mkdir real .hidden && echo r > real/f && echo h > .hidden/f && mkdir out && ln -s ../real out/linked && ln -s . out/self
- {uses: actions/upload-artifact@v4, with: {name: t, path: out}}
- {uses: actions/upload-artifact@v4, with: {name: h, path: .hidden}}
- {uses: actions/download-artifact@v4, with: {name: t, path: got}}
- run: find got -type f
`),
    expected: { log: ['| got/linked/f\n', 'No files were found with the provided path: .hidden'] },
  },
  {
    title: 'artifacts of another run, or expired ones of an earlier attempt, are not found',
    source: 'https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs',
    workflow: steps('- {uses: actions/download-artifact@v4, with: {name: image}}'),
    options: { attempt: 2 },
    expected: { conclusion: 'failure', log: ['Artifact not found for name: image'] },
  },
  {
    title: 'artifacts: nothing found, a duplicate name, an unknown name',
    source: 'https://github.com/actions/upload-artifact#inputs',
    workflow: steps(`
- {uses: actions/upload-artifact@v4, with: {path: nothing}}
- {uses: actions/upload-artifact@v4, with: {path: nothing, if-no-files-found: error}, continue-on-error: true}
- run: echo x > f
- {uses: actions/upload-artifact@v4, with: {name: n, path: f}}
- {uses: actions/upload-artifact@v4, with: {name: n, path: f}, continue-on-error: true}
- {uses: actions/upload-artifact@v4, with: {name: n, path: f, overwrite: true}}
- {uses: actions/download-artifact@v4, with: {name: m}}
`),
    expected: {
      conclusion: 'failure',
      log: [
        '##[warning]No files were found with the provided path: nothing.',
        '##[error]No files were found',
        'an artifact with this name already exists',
        'Artifact not found for name: m',
      ],
    },
  },
  {
    title: 'setup-node and setup-python add a tool to PATH and warn about a different version',
    source: 'https://github.com/actions/setup-node#usage',
    workflow: steps(`
- {id: n, uses: actions/setup-node@v4, with: {node-version: 24}}
- {id: p, uses: actions/setup-python@v5, with: {python-version: '2.5'}}
- run: echo "node $(node -p 'process.versions.node.split(".")[0]') \${{ startsWith(steps.n.outputs.node-version, 'v24.') }} $(dirname "$(command -v python)" | grep -c "$RUNNER_TOOL_CACHE")"
`),
    expected: { log: ['| node 24 true 1', 'Python 2.5 is not on this machine; 3.'] },
  },
]
