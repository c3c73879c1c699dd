import { type Case, steps } from '../run-case.ts'

const security = 'https://docs.github.com/en/actions/reference/security/secure-use'
const encoders = 'actions/runner src/Sdk/DTLogging/Logging/ValueEncoders.cs'
const worker = 'actions/runner src/Runner.Worker/Worker.cs, InitializeSecretMasker'

const secret = `pa"ss<w>&'rd/ü`
const printed = (expression: string): string =>
  `- {env: {S: "\${{ secrets.S }}"}, shell: 'node {0}', run: 'console.log(${expression})'}`

export const secretCases: Case[] = [
  {
    title: 'a secret is masked, as are its Base64, JSON, URI and XML forms',
    source: encoders,
    workflow: steps(
      [
        'process.env.S',
        'Buffer.from(process.env.S).toString(`base64`)',
        'JSON.stringify(process.env.S)',
        'encodeURIComponent(process.env.S).replace(/\\x27/g, `%27`)',
        'process.env.S.replace(/&/g, `&amp;`).replace(/</g, `&lt;`).replace(/>/g, `&gt;`).replace(/\\x22/g, `&quot;`).replace(/\\x27/g, `&apos;`)',
      ]
        .map(printed)
        .join('\n')
        .concat("\n- run: echo 'end'"),
    ),
    options: { secrets: { S: secret } },
    expected: {
      log: ['| ***', '| end'],
      notLog: ['rd/', 'cGEic3', 'pa%22ss', 'pa&quot;ss', 'pa\\"ss', 'undefined'],
    },
  },
  {
    title: 'Base64 at an offset of one or two bytes is masked too',
    source: `${encoders}, Base64StringEscapeShift`,
    workflow: steps(
      `- {env: {S: "\${{ secrets.S }}"}, run: 'for p in u uu; do printf "%s" "$p$S" | base64; done'}`,
    ),
    options: { secrets: { S: 'long-secret-value' } },
    // "ng-secret-value" and "g-secret-value", at the alignments one and two bytes leave.
    expected: { log: ['***'], notLog: ['bmctc2VjcmV0LXZhbHVl', 'b25nLXNlY3JldC12YWx1ZQ'] },
  },
  {
    title: 'every line of a secret is masked separately, trimmed; empty lines are not',
    source: worker,
    workflow: steps(
      `- {env: {S: "\${{ secrets.S }}"}, run: 'echo "$S"; echo "x line-two y"; echo; echo "not secret"'}`,
    ),
    options: { secrets: { S: 'line-one\n   line-two\r\n\nline-three\n', EMPTY: '' } },
    expected: { log: ['| x *** y', '| not secret'], notLog: ['line-one', 'line-two', 'line-three'] },
  },
  {
    title: 'overlapping and adjacent secrets give one mask',
    source: 'actions/runner src/Sdk/DTLogging/Logging/SecretMasker.cs',
    workflow: steps('- run: echo "<abcdef>"'),
    options: { secrets: { A: 'abcd', B: 'cdef' } },
    expected: { log: ['| <***>'] },
  },
  {
    title: 'add-mask masks from then on, and is not shown',
    source:
      'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log',
    workflow: steps(`
- run: |
    v=se; v="\${v}cond"
    echo "before \${v:0:3}ond"
    echo "::add-mask::$v%0Athi""rd"
    echo "after $v / thi""rd"
- run: echo "::add-mask::"
`),
    expected: {
      log: ['| before second', '| after *** / ***', "Can't add secret mask for empty string"],
      notLog: ['::add-mask::sec'],
    },
  },
  {
    title: 'a job output that contains a secret is dropped with a warning',
    source: 'actions/runner src/Runner.Worker/JobExtension.cs',
    workflow: `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {bad: "https://\${{ steps.s.outputs.x }}/", good: fine}
    steps: [{id: s, run: 'echo "x=hidden-host" >> $GITHUB_OUTPUT'}]
  b:
    needs: a
    runs-on: ubuntu-latest
    steps: [{run: 'echo "<\${{ needs.a.outputs.bad }}> <\${{ needs.a.outputs.good }}>"'}]
`,
    options: { secrets: { H: 'hidden-host' } },
    expected: {
      outputs: { 'a.bad': undefined, 'a.good': 'fine' },
      log: ["##[warning]Skip output 'bad' since it may contain secret.", '| <> <fine>'],
    },
  },
  {
    title: 'annotations, names and the failure message are masked',
    source: security,
    workflow: steps(
      '- {name: "step ${{ secrets.S }}", run: "echo \\"::error::no ${{ secrets.S }}\\"; exit 1"}',
    ),
    options: { secrets: { S: 'sesame' } },
    expected: {
      conclusion: 'failure',
      annotations: [{ level: 'error', message: 'no ***', step: 'step ***' }],
      notLog: ['sesame'],
    },
  },
  {
    title: 'an unset secret is empty; the token exists and is masked',
    source: 'https://docs.github.com/en/actions/concepts/security/github_token',
    workflow: steps(
      '- run: echo "<${{ secrets.NOPE }}> <${{ secrets.GITHUB_TOKEN }}> <${{ github.token }}>"; [ -n "${{ github.token }}" ]',
    ),
    expected: { log: ['| <> <***> <***>'] },
  },
  {
    title: 'a secret transformed by an expression is masked only in known forms',
    source: security,
    workflow: steps("- run: echo '${{ toJSON(secrets.S) }}' '${{ format('{0}-x', secrets.S) }}'"),
    options: { secrets: { S: 'open"sesame' } },
    expected: { log: ['| "***" ***-x'] },
  },
]
