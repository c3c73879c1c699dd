import { type Case, steps } from '../run-case.ts'

const reader = 'actions/runner src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs'
const options = 'actions/runner src/Sdk/WorkflowParser/ParseOptions.cs'
const converter = 'actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs'
const ids = 'actions/runner src/Sdk/WorkflowParser/Conversion/IdBuilder.cs'

const aJob = (keys: string): string => steps('- run: "true"', keys)
const nested = (depth: number): string =>
  `strategy: {matrix: {x: [${'['.repeat(depth)}1${']'.repeat(depth)}]}}`
/** A step whose script is one expression of about the given length. */
const script = (length: number): string =>
  steps(`- run: |\n    : \${{ github.job }}\n    # ${'x'.repeat(length)}`)

const refused: [title: string, source: string, workflow: string, parts: string[]][] = [
  [
    'an unquoted condition that starts with !, which is a YAML tag',
    reader,
    steps('- {if: !cancelled(), run: echo}'),
    ['main.yml (Line: 7', "Unexpected tag '!cancelled()'"],
  ],
  [
    'a tag of another schema',
    reader,
    steps('- {run: echo, env: {A: !!timestamp 2026-11-29}}'),
    ["Unexpected tag 'tag:yaml.org,2002:timestamp'"],
  ],
  [
    'a value that does not match its tag',
    reader,
    aJob('timeout-minutes: !!int ten'),
    ["The value 'ten' is invalid for the type 'tag:yaml.org,2002:int'"],
  ],
  [
    'a boolean tag on something else',
    reader,
    aJob('continue-on-error: !!bool maybe'),
    ["The value 'maybe' is invalid for the type 'tag:yaml.org,2002:bool'"],
  ],
  [
    'a quoted value with the tag of a number',
    reader,
    aJob('timeout-minutes: !!float "5"'),
    ["A quoted value is not valid with the tag 'tag:yaml.org,2002:float'"],
  ],
  [
    'a hexadecimal number of more than 32 bits',
    reader,
    aJob('timeout-minutes: 0xFFFFFFFFF'),
    ["'0xFFFFFFFFF' is invalid for the type 'tag:yaml.org,2002:int'"],
  ],
  ['more than fifty levels', options, aJob(nested(45)), ['Maximum object depth exceeded']],
  ['a file above one MiB', options, `#${'x'.repeat(1024 * 1024)}\n${aJob('')}`, ['maximum file size']],
  [
    'more than 50,000 nodes through aliases',
    reader,
    aJob(`strategy: {matrix: {x: [${'1,'.repeat(50_001)}]}}`),
    ['Maximum YAML nodes exceeded'],
  ],
  [
    'a script with an expression, longer than 21,000 characters',
    'actions/runner src/Sdk/Expressions/ExpressionConstants.cs, MaxLength',
    script(21_000),
    ['main.yml (Line: 7', 'Exceeded max expression length 21000'],
  ],
  [
    'a condition longer than 21,000 characters',
    'actions/runner src/Sdk/Expressions/ExpressionParser.cs',
    aJob(`if: github.ref != '${'x'.repeat(21_000)}'`),
    ['main.yml (Line: 5', 'ExceededMaxLength'],
  ],
  [
    'an expression more than fifty levels deep',
    'actions/runner src/Sdk/Expressions/ExpressionConstants.cs, MaxDepth',
    aJob(`if: ${'('.repeat(51)}true${')'.repeat(51)}`),
    ['Exceeded max expression depth 50'],
  ],
  [
    'step ids that differ in case only',
    ids,
    steps('- {id: build, run: x}\n- {id: BUILD, run: y}'),
    ["The identifier 'BUILD' may not be used more than once within the same scope."],
  ],
  [
    'a step id with a reserved prefix',
    ids,
    steps('- {id: __a, run: x}'),
    ["IDs starting with '__' are reserved"],
  ],
  [
    'a step id with other characters',
    ids,
    steps('- {id: a.b, run: x}'),
    ["The identifier 'a.b' is invalid."],
  ],
  [
    'a job id of a hundred characters',
    ids,
    aJob('').replace('  a:', `  ${'a'.repeat(100)}:`),
    ['must be less than 100 characters'],
  ],
  [
    'names of one mapping that differ in case only',
    'actions/runner src/Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs',
    aJob('env: {Path: 1, PATH: 2}'),
    ["'PATH' is already defined"],
  ],
  [
    'merge keys, which GitHub does not support',
    reader,
    aJob('strategy: &s {fail-fast: true}\n<<: *s'),
    ["Unexpected value '<<'"],
  ],
  [
    'an expression that is not closed',
    'actions/runner src/Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs',
    aJob('name: ${{ github.job }'),
    ['The expression is not closed.'],
  ],
  [
    'a call of a function that is not closed',
    'actions/runner src/Sdk/Expressions/ExpressionParser.cs',
    aJob("if: ${{ contains('a', 'b' }}"),
    ['main.yml (Line: 5', 'Unexpected'],
  ],
  [
    'double quotes in an expression',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals',
    aJob('if: ${{ github.job == "a" }}'),
    ['Unexpected symbol: \'"a"\''],
  ],
  [
    'a reference to an action without a version',
    converter,
    steps('- uses: actions/checkout'),
    ['uses: actions/checkout: expected {owner}/{repository}[/path]@{ref}'],
  ],
  [
    'no job that can start',
    converter,
    aJob('needs: a'),
    ['The workflow must contain at least one job with no dependencies.'],
  ],
  [
    'a string instead of a boolean',
    converter,
    aJob('continue-on-error: "true"'),
    ['main.yml (Line: 5', "Unexpected value 'true'"],
  ],
  [
    'a choice without options',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputsinput_idoptions',
    aJob('').replace('on: push', 'on: {workflow_dispatch: {inputs: {x: {type: choice}}}}'),
    ["Missing 'options' for choice input"],
  ],
]

export const parserCases: Case[] = [
  ...refused.map(([title, source, workflow, parts]) => ({
    title: `refused: ${title}`,
    source,
    workflow,
    expected: { refused: parts },
  })),
  {
    title: 'just below the limits of depth and length',
    source: options,
    workflow: script(20_800).replace('    steps:', `    ${nested(44)}\n    steps:`),
    expected: {},
  },
  {
    title: 'anchors and aliases repeat a value',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations',
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    env: &shared {WORD: anchored}
    steps: [{run: 'echo "a $WORD"'}]
  b:
    runs-on: ubuntu-latest
    env: *shared
    steps: [{run: 'echo "b $WORD"'}]
`,
    expected: { log: ['a | a anchored', 'b | b anchored'] },
  },
  {
    title: 'scalars of the core schema, with and without tags, as strings in env',
    source: `${reader}; NumberToken.cs`,
    workflow: steps(`
- env:
    A: !!float 1587106672383762434
    B: 0.84551240822557006
    C: 0x1F
    D: 0o17
    E: !!str 0x1F
    F: .inf
    G: ~
    H: !!bool True
    I: 1e3
    J: 2026-11-29
    1: one
  run: echo "$A $B $C $D $E $F <$G> $H $I $J"; env | grep '^1='
`),
    expected: {
      log: ['| 1.58710667238376E+18 0.84551240822557 31 15 0x1F Infinity <> true 1000 2026-11-29', '| 1=one'],
    },
  },
  {
    title: 'a no-break space in an expression is whitespace',
    source: 'actions/runner src/Sdk/Expressions/Tokens/LexicalAnalyzer.cs',
    workflow: steps('- run: echo "<${{ github.job\u00a0}}>"'),
    expected: { log: ['| <a>'] },
  },
  {
    title: 'an escaped expression is a string',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals',
    workflow: steps('- env: {T: "${{ \'${{ x }}\' }}"}\n  run: echo "$T"'),
    expected: { log: ['| ${{ x }}\n'] },
  },
  {
    title: '${{ insert }} merges a mapping into env',
    source: 'actions/runner src/Sdk/WorkflowParser/ObjectTemplating/Tokens/InsertExpressionToken.cs',
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {more: '{"X":"1","Y":"2"}'}
    steps: [{run: 'true'}]
  b:
    needs: a
    runs-on: ubuntu-latest
    env:
      W: own
      \${{ insert }}: \${{ fromJSON(needs.a.outputs.more) }}
    steps: [{run: 'echo "$W $X $Y"'}]
`,
    expected: { log: ['| own 1 2'] },
  },
  {
    title: 'inputs of workflow_dispatch may be empty, all or one',
    source: 'actions/languageservices workflow-parser/testdata (workflow_dispatch, inputs)',
    workflow: `on:
  workflow_dispatch:
    inputs:
      word:
jobs:
  a:
    runs-on: ubuntu-latest
    steps: [{run: 'echo "<\${{ inputs.word }}>"'}]
`,
    options: { inputs: { word: 'given' } },
    expected: { log: ['| <given>'] },
  },
  {
    title: 'workflow_dispatch with an empty `inputs:`',
    source: 'actions/languageservices workflow-parser/testdata (workflow_dispatch, inputs)',
    workflow:
      'on: {workflow_dispatch: {inputs: }}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: echo yes}]}}\n',
    expected: { log: ['| yes'] },
  },
  {
    title: 'needs, and the needs context, are case-insensitive',
    source: converter,
    workflow: `on: push
jobs:
  Build: {runs-on: ubuntu-latest, outputs: {O: val}, steps: [{run: 'true'}]}
  test: {needs: [BUILD], if: "success('build')", runs-on: ubuntu-latest, steps: [{run: 'echo "\${{ needs.bUILD.outputs.o }}"'}]}
`,
    expected: { results: { Build: 'success', test: 'success' }, log: ['| val'] },
  },
]
