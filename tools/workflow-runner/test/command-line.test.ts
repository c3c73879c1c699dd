import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../src/actions/git.ts'
import type { RunResult } from '../src/index.ts'
import { steps } from './run-case.ts'

const main = join(import.meta.dirname, '..', 'src', 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'command-line-'))
const repository = join(folder, 'app')

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

function command(
  args: string[],
  onOutput: (text: string, kill: () => void) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LEAK: 'from-the-host', JEST_WORKER_ID: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text
    onOutput(ended.stdout, () => child.kill('SIGINT'))
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ ...ended, code }))
  })
}

function write(path: string, content: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
  return path
}

beforeAll(async () => {
  mkdirSync(repository, { recursive: true })
  const commit = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.com',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
  ]
  await git(repository, 'init', '-q', '-b', 'develop')
  for (const word of ['one', 'two']) {
    write('app/file.txt', `${word}\n`)
    await git(repository, 'add', '.')
    await git(repository, ...commit, word)
    await git(repository, 'tag', `tag-${word}`)
  }
  await git(repository, 'remote', 'add', 'origin', 'https://example.com/tsh/shop.git')
  write('app/file.txt', 'not committed\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('command line', () => {
  test.concurrent('runs a file, passes inputs, secrets and vars, writes JSON, and exits 0', async () => {
    const file = write(
      'app/.github/workflows/ok.yml',
      `on:
  workflow_dispatch: {inputs: {word: {required: true}}}
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {o: "\${{ inputs.word }} \${{ vars.V }}"}
    steps:
      - {env: {S: "\${{ secrets.S }}", T: "\${{ secrets.T }}"}, run: 'echo "$S"; echo "$T"; echo "leak=<$LEAK>"'}
`,
    )
    const secrets = write(
      'secrets.env',
      '# two of them\nS="first line\nsecond \\"line\\""\nT<<EOF\nthird line\nEOF\n',
    )
    const vars = write('vars.json', '{"V": "vee"}')
    const ended = await command([
      file,
      '--input',
      'word=a=b',
      '--secrets',
      secrets,
      '--vars',
      vars,
      '--json',
      'out.json',
    ])
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    const json = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))
    expect(json).toMatchObject({
      conclusion: 'success',
      jobs: { a: { result: 'success', outputs: { o: 'a=b vee' } } },
    })
    expect(json.log).toContain('a | ***\na | ***\na | ***\na | leak=<>')
  })

  test.concurrent('a failure exits 1 and names file, line, job and step', async () => {
    const file = write('app/.github/workflows/bad.yml', steps('- {name: My step, run: exit 4}'))
    const { code, stdout } = await command([file])
    expect(code).toBe(1)
    expect(stdout).toContain(
      "Failed: .github/workflows/bad.yml, line 7, job 'a', step 'My step': Process completed with exit code 4.",
    )
  })

  test.concurrent('usage errors print one line and exit 2', async () => {
    write('list.json', '[]')
    const cases: [string[], string][] = [
      [['--nonsense', 'x.yml'], "Unknown option '--nonsense'. See --help\n"],
      [[], 'no workflow file given. See --help\n'],
      [['nowhere.yml'], `workflow file '${join(folder, 'nowhere.yml')}' does not exist\n`],
      [['x.yml', '--cancel-after', 'soon'], '--cancel-after soon: expected a number of milliseconds\n'],
      [['x.yml', '--json', 'no/where.json'], '--json no/where.json: the folder does not exist\n'],
      [
        ['x.yml', '--secrets', 'none.env'],
        "none.env could not be read: ENOENT: no such file or directory, open 'none.env'\n",
      ],
      [['x.yml', '--input', 'novalue'], '--input novalue: expected NAME=VALUE\n'],
      [['x.yml', 'y.yml'], "expected one workflow file, got extra argument 'y.yml'\n"],
      [['x.yml', '--event-file', 'list.json'], '--event-file list.json: expected a JSON object\n'],
      [
        ['x.yml', '--rerun-failed', 'list.json'],
        '--rerun-failed list.json: expected the --json output of an earlier attempt\n',
      ],
      [
        ['x.yml', '--rerun-failed', 'none.json'],
        "--rerun-failed none.json: ENOENT: no such file or directory, open 'none.json'\n",
      ],
      [
        ['x.yml', '--rerun-failed', 'list.json', '--input', 'a=b'],
        '--input cannot change in a re-run. Omit it, or start without --rerun-failed\n',
      ],
      [
        ['x.yml', '--rerun-failed', './a.json', '--json', 'a.json'],
        '--json a.json would overwrite the attempt to re-run. Pass another file\n',
      ],
    ]
    const ended = await Promise.all(cases.map(([args]) => command(args)))
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(cases.map(([, message]) => [2, message]))
  })

  test.concurrent('a refused run replaces an older --json file', async () => {
    const file = write('app/.github/workflows/refused.yml', steps('- uses: some/thing@v1'))
    write('refused.json', '{"conclusion": "success"}')
    const ended = await command([file, '--json', 'refused.json'])
    const json = JSON.parse(readFileSync(join(folder, 'refused.json'), 'utf8'))
    expect(ended).toMatchObject({ code: 2, stderr: `${json.refusal}\n` })
    expect(json).toEqual({
      conclusion: 'refused',
      refusal: expect.stringContaining('uses: some/thing@v1: this action is not supported'),
      artifacts: {},
      jobs: {},
      log: '',
      summaries: [],
      annotations: [],
      failures: [],
    })
  })

  test.concurrent('an unreadable secrets file is a refusal too and replaces an older result', async () => {
    write('older.json', '{"conclusion": "success"}')
    expect(await command(['x.yml', '--json', 'older.json', '--secrets', 'none.env'])).toMatchObject({
      code: 2,
    })
    expect(JSON.parse(readFileSync(join(folder, 'older.json'), 'utf8'))).toMatchObject({
      conclusion: 'refused',
      refusal: expect.stringContaining('none.env could not be read'),
    })
  })

  test.concurrent('--rerun-failed continues from the --json file', async () => {
    const file = write(
      'app/.github/workflows/again.yml',
      `on: {workflow_dispatch: {inputs: {word: {required: true}}}}
jobs:
  a: {runs-on: ubuntu-latest, outputs: {o: "\${{ inputs.word }}"}, steps: [{run: echo "a ran"}]}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: '[ $GITHUB_RUN_ATTEMPT = 2 ]'}, {run: 'echo "\${{ needs.a.outputs.o }} \${{ inputs.word }}"'}]}
`,
    )
    const read = (name: string): RunResult => JSON.parse(readFileSync(join(folder, name), 'utf8'))
    await command([file, '--input', 'word=hi', '--json', 'first.json'])
    const first = read('first.json')
    const { code, stdout } = await command([file, '--rerun-failed', 'first.json', '--json', 'second.json'])
    expect([first.conclusion, code, stdout.includes('a ran'), stdout.includes('b | hi hi\n')]).toEqual([
      ...['failure', 0, false, true],
    ])
    expect(read('second.json').run).toEqual({ ...first.run, attempt: 2 })
    expect(await command([file, '--rerun-failed', 'second.json'])).toMatchObject({
      code: 2,
      stderr: '.github/workflows/again.yml: attempt 2 has no failed jobs to re-run\n',
    })
  })

  test.concurrent('--event-file, --default-branch and the default branch of a clone', async () => {
    const text = 'echo "${{ github.head_ref }} in ${{ github.event.repository.default_branch }}"'
    const file = write(
      'app/.github/workflows/pull.yml',
      steps(`- run: ${text}`).replace('on: push', 'on: pull_request'),
    )
    const payload = write('pull.json', '{"pull_request": {"number": 1, "head": {"ref": "topic"}}}')
    await git(folder, 'clone', '-q', '--bare', 'app', 'bare.git')
    await git(join(folder, 'bare.git'), 'branch', '-q', 'topic')
    await git(folder, 'clone', '-q', '-b', 'topic', 'bare.git', 'clone')
    const args = [file, '--event-file', payload]
    const ended = await Promise.all([
      command(args),
      command([...args, '--default-branch', 'master']),
      command([...args, '--repo', 'clone']),
    ])
    expect(ended.map(({ stdout }) => /^a \| (topic in .*)$/m.exec(stdout)?.[1])).toEqual([
      'topic in develop',
      'topic in master',
      'topic in develop',
    ])
  })

  test.concurrent('--protected-environment without a terminal fails the job', async () => {
    const file = write('app/.github/workflows/live.yml', steps('- run: "true"', 'environment: live'))
    const { code, stdout } = await command([file, '--protected-environment', 'live'])
    expect(code).toBe(1)
    expect(stdout).toContain(
      "Deployment to environment 'live' was rejected: there is no terminal to prompt on; run in a terminal, or without --protected-environment",
    )
  })

  test.concurrent('--help prints the usage and exits 0', async () => {
    expect(await command(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Usage: npm run workflow -- FILE'),
    })
  })

  test.concurrent('--repo: the checkout is the commit of another repository, with its name and branch', async () => {
    const file = write(
      'elsewhere/flow.yml',
      steps(`
- {id: c, uses: actions/checkout@v4}
- run: echo "\${{ github.repository }} $GITHUB_REF_NAME $(cat file.txt) $(git rev-list --count HEAD) $(git branch --show-current) $( [ "$(git rev-parse HEAD)" = "$GITHUB_SHA" ] && echo same )"
- {uses: actions/checkout@v4, with: {fetch-depth: 0, ref: tag-one}}
- run: echo "$(cat file.txt) $(git rev-list --count --all) $(git tag | wc -l) <$(git branch --show-current)>"
- {uses: actions/checkout@v4, with: {path: again, ref: develop}}
- run: echo "again $(cat again/file.txt) in $(git -C again branch --show-current)"
- {uses: actions/checkout@v4, with: {ref: nowhere}}
`),
    )
    const { code, stdout } = await command([file, '--repo', 'app'])
    expect(code).toBe(1)
    for (const line of [
      '| tsh/shop develop two 1 develop same\n',
      '| one 2 2 <>\n',
      '| again two in develop\n',
      "a branch, tag or commit 'nowhere' could not be found",
    ])
      expect(stdout).toContain(line)
  })

  test.concurrent('--cancel-after cancels', async () => {
    const file = write(
      'app/.github/workflows/slow.yml',
      steps(
        "- {shell: 'node {0}', run: \"process.on('SIGINT', () => process.exit(1)); setInterval(() => {}, 1000)\"}\n- {if: cancelled(), run: echo tidy}",
      ),
    )
    const { code, stdout } = await command([file, '--cancel-after', '4000'])
    expect(code).toBe(1)
    expect(stdout).toContain('| tidy\n')
    expect(stdout).toContain('Conclusion: cancelled')
  })

  test.concurrent('SIGINT cancels too', async () => {
    const file = write(
      'app/.github/workflows/signal.yml',
      steps(
        "- {shell: 'node {0}', run: \"process.on('SIGINT', () => process.exit(1)); setInterval(() => {}, 1000); console.log('re' + 'ady')\"}",
      ),
    )
    let sent = false
    const { code, stdout } = await command([file], (text, kill) => {
      if (sent || !text.includes('| ready\n')) return
      sent = true
      kill()
    })
    expect(code).toBe(1)
    expect(stdout).toContain('Conclusion: cancelled')
  })
})
