import type { Case } from '../run-case.ts'

const documentation = 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions'

/** An expression and its result as a string. */
const table: Record<string, [expression: string, text: string][]> = {
  '#literals': [
    ['null', ''],
    ['true', 'true'],
    ['0xff', '255'],
    ['-9.2', '-9.2'],
    ["'It''s, and it''s'", "It's, and it's"],
  ],
  '#operators': [
    ["'A' == 'a'", 'true'],
    ["null == 0 && null == '' && true == 1", 'true'],
    ["'abc' == 0", 'false'],
    ['fromJSON(\'"NaN"\') == 0', 'false'],
    ['1 < 2 && !(2 <= 1)', 'true'],
    ["'' || 'default'", 'default'],
    ["false && 'x' || 'y'", 'y'],
    ["fromJSON('[1,2,3]')[1]", '2'],
    ['join(fromJSON(\'[{"a":1},{"a":2}]\').*.a, \'+\')', '1+2'],
    ['github.event.nothing.at.all', ''],
  ],
  '#functions': [
    ["contains('Hello world', 'LLO')", 'true'],
    ['contains(fromJSON(\'["push","pull"]\'), \'PUSH\')', 'true'],
    ["contains(fromJSON('[\"pushed\"]'), 'push')", 'false'],
    ["startsWith('Hello', 'he')", 'true'],
    ["endsWith('Hello', 'LO')", 'true'],
    ["format('{0} {1} {{x}} {0}', 'a', 1)", 'a 1 {x} a'],
    ["join(fromJSON('[1,2]'))", '1,2'],
    ['join(fromJSON(\'["a","b"]\'), \'; \')', 'a; b'],
    ['toJSON(fromJSON(\'{"a":[1,true,null]}\'))', '{\n  "a": [\n    1,\n    true,\n    null\n  ]\n}'],
    ["fromJSON('true') == true", 'true'],
    ['fromJSON(\'{"k-1":"v"}\')[\'k-1\']', 'v'],
  ],
  ' (texts and numbers)': [
    ['1000000', '1000000'],
    ['0.1', '0.1'],
    ['github.event', 'Object'],
    ["fromJSON('[1]')", 'Array'],
  ],
}

function expressionCase([section, rows]: [string, [string, string][]]): Case {
  const refused = rows.filter(([, text]) => text === 'Object' || text === 'Array')
  const good = rows.filter(row => !refused.includes(row))
  const outputs = good
    .map(([expression], index) => `      o${index}: ${JSON.stringify(`<\${{ ${expression} }}>`)}\n`)
    .join('')
  return {
    title: `${good.length} expressions: ${section}`,
    source: `${documentation}${section}`,
    workflow: `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    outputs:\n${outputs}    steps: [{run: 'true'}]\n`,
    expected: { outputs: Object.fromEntries(good.map(([, text], index) => [`a.o${index}`, `<${text}>`])) },
  }
}

const aJob = (keys: string): string => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${keys}\n`

export const expressionCases: Case[] = [
  ...Object.entries(table).map(expressionCase),
  {
    title: 'hashFiles is the hash of the hashes of the matched files',
    source: `${documentation}#hashfiles`,
    // sha256(sha256("x")) in hexadecimal.
    workflow: aJob(
      '    outputs: {one: "${{ steps.s.outputs.h }}", none: "${{ steps.s.outputs.n }}"}\n    steps:\n      - run: mkdir -p d/e; printf x > d/e/f.txt; printf y > d/g.md\n      - {id: s, run: "echo h=${{ hashFiles(\'**/*.txt\', \'!d/g*\') }} >> $GITHUB_OUTPUT; echo n=${{ hashFiles(\'none\') }} >> $GITHUB_OUTPUT"}',
    ),
    expected: {
      outputs: {
        'a.one': '0a325ca303eb3014c43ae004970f343634db176fa1697bcc8c9efac94626488d',
        'a.none': undefined,
      },
    },
  },
  {
    title: 'hashFiles walks folders depth first, in the order of the patterns',
    source:
      'actions/toolkit packages/glob/src/internal-globber.ts; actions/runner src/Misc/expressionFunc/hashFiles',
    workflow: aJob(`    steps:
      - run: |
          mkdir -p b/deep a; printf 1 > b/z; printf 2 > b.txt; printf 3 > b/deep/x; printf 4 > a/y
          hash() { for f in "$@"; do sha256sum < "$f" | cut -c -64 | xxd -r -p; done | sha256sum | cut -c -64; }
          echo "all=$(hash a/y b/deep/x b/z b.txt)" >> "$GITHUB_ENV"
          echo "listed=$(hash b.txt b/deep/x b/z a/y)" >> "$GITHUB_ENV"
      - run: |
          [ "\${{ hashFiles('a', 'b', 'b.txt') }}" = "$all" ] && echo "as listed"
          [ "\${{ hashFiles('[ab]*') }}" = "$all" ] && echo "depth first"
          [ "\${{ hashFiles('b.txt', 'b', 'a') }}" = "$listed" ] && echo "in the order of the patterns"
          [ "\${{ hashFiles('**', '!**/none') }}" = "$all" ] && echo "below one pattern"
`),
    expected: {
      log: ['| as listed', '| depth first', '| in the order of the patterns', '| below one pattern'],
    },
  },
  {
    title: 'hashFiles rejects .. and unknown options, and !! is not a negation',
    source: 'actions/toolkit packages/glob/src/internal-pattern.ts; actions/runner HashFilesFunction.cs',
    workflow: aJob(`    steps:
      - run: printf x > f.txt
      - {continue-on-error: true, run: "echo \${{ hashFiles('../x') }}"}
      - {continue-on-error: true, run: "echo \${{ hashFiles('--other', 'x') }}"}
      - run: '[ "\${{ hashFiles(''!!f.txt'') == hashFiles(''./f.txt'') }}" = true ] && echo "the same"'
`),
    expected: {
      log: [
        "Invalid pattern '../x'. Relative pathing '.' and '..' is not allowed.",
        "Invalid glob option --other, available option: '--follow-symbolic-links'.",
        '| the same',
      ],
    },
  },
  {
    title: 'a context that is not available in a key is refused',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
    workflow: aJob("    if: secrets.X == ''\n    steps: [{run: 'true'}]"),
    expected: { refused: ['main.yml (Line: 5', 'secrets'] },
  },
  {
    title: 'runner is not available at job level',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability',
    workflow: aJob("    env: {A: '${{ runner.temp }}'}\n    steps: [{run: 'true'}]"),
    expected: { refused: ['runner'] },
  },
  {
    title: 'env names are case-sensitive on Linux, other contexts are not',
    source: 'actions/runner src/Runner.Worker/StepsRunner.cs, CaseSensitiveDictionaryContextData',
    workflow: aJob(
      '    env: {Name: x}\n    steps: [{run: \'echo "<${{ env.NAME }}><${{ env.Name }}><${{ GITHUB.Job }}>"\'}]',
    ),
    expected: { log: ['| <><x><a>'] },
  },
  {
    title: 'vars are strings, and an unknown one is empty',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#vars-context',
    workflow: aJob(
      "    if: vars.ON == 'yes'\n    steps: [{run: 'echo \"<${{ vars.ON }}><${{ vars.OFF }}>\"'}]",
    ),
    options: { vars: { ON: 'yes' } },
    expected: { log: ['| <yes><>'] },
  },
]
