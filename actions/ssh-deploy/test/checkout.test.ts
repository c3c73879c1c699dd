import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { changedFiles, returnCheckout } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { type FakeGithub, startGithub } from '@tsh/sandbox/services/github'
import { shell } from '@tsh/shell'
import { localRemote, slotApplication } from '@tsh/testing'
import { checkOut, excludeDeployFolder, fetchCommit } from '../src/checkout.ts'
import { withCommit } from '../src/commit.ts'
import { queryServer } from '../src/preflight/query-server.ts'
import { deployInputs } from './deploy-inputs.ts'

// The checkout with the git of this machine, and with wrappers that reject options that git 2.25 and BusyBox do not have.

let folder: string
let path: string
let remote: Remote

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkout-'))
  path = join(folder, 'app')
  const env = {
    ...{ HOME: folder, GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1' },
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
  }
  remote = localRemote(env)
  await write(
    'gitconfig',
    '[user]\nname = a\nemail = a@b\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n',
  )
  await write('bin/git', OLD_GIT)
  for (const name of ['cut', 'grep']) await write(`bin/${name}`, WITHOUT_NUL)
  for (const name of ['git', 'cut', 'grep']) await chmod(join(folder, 'bin', name), 0o755)
  await sh(
    'git init -q --bare app.git; git clone -q app.git work 2>&1; cd work; echo 1 > a; git add .; git commit -q -m 1; git push -q origin HEAD:main',
  )
  await sh('git clone -q app.git app')
})
afterEach(() => rm(folder, { recursive: true }))

const OLD_GIT = `#!/bin/sh
for argument; do
  case $argument in
    --no-write-fetch-head | --path-format=* | --fixed-value) echo "error: unknown option $argument" >&2; exit 129 ;;
  esac
done
PATH=$(echo "$PATH" | sed 's|^[^:]*:||') exec git "$@"
`

const WITHOUT_NUL = `#!/bin/sh
case $1 in -z) echo "\${0##*/}: invalid option -- 'z'" >&2; exit 1 ;; esac
PATH=$(echo "$PATH" | sed 's|^[^:]*:||') exec "\${0##*/}" "$@"
`

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), text)
}

async function sh(script: string): Promise<string> {
  return (await remote.run(['sh', '-euc', `cd '${folder}'\n${script}`])).stdout.trim()
}

/** Runs a script in the work tree, then commits and pushes the result. */
const commit = (script: string): Promise<string> =>
  sh(
    `cd work; ${script}; git add -A; git commit -q --allow-empty -m next; git push -q origin HEAD:main; git rev-parse HEAD`,
  )

/** Files of the .git folder, which preflight must not change. */
const gitFiles = (): Promise<string> => sh('find app/.git -printf "%p %T@ %s\\n" | sort')

/** The two steps of a deployment, between which it checks the order of commits. */
async function deployCommit(sha: string): Promise<void> {
  await fetchCommit(remote, { path, sha })
  await checkOut(remote, path, sha)
}

const preflight = (sha: string) =>
  queryServer(remote, deployInputs({ application: slotApplication({ path }, { slotDirectory: '/' }), sha }))

describe('a commit that the runner transfers', () => {
  let github: FakeGithub
  const environment = { ...process.env }
  const inputsFor = (sha: string) =>
    deployInputs({
      application: slotApplication({ path }, { slotDirectory: '/' }),
      sha,
      transferToken: 'ghs_run',
    })
  /** Deploys a commit as a run of the repository does. @returns the bytes that are transferred */
  const transfer = async (sha: string): Promise<number> =>
    withCommit(inputsFor(sha), { shell, server: remote }, async ({ server, commit: bundle }) => {
      let size = 0
      for await (const part of bundle?.read() ?? []) size += part.length
      const before = await gitFiles()
      const { commit: received } = await queryServer(server, inputsFor(sha), { commit: bundle })
      if (bundle) expect(received).toMatchObject({ code: 0 })
      expect(await gitFiles()).toBe(before)
      await fetchCommit(server, { path, sha }, bundle)
      await checkOut(server, path, sha)
      return size
    })

  beforeEach(async () => {
    github = await startGithub(folder)
    await sh('git -C app remote remove origin; mkdir tmp')
    const gitconfig = join(folder, 'gitconfig')
    remote = localRemote({ HOME: folder, TMPDIR: join(folder, 'tmp'), GIT_CONFIG_GLOBAL: gitconfig })
    Object.assign(process.env, {
      ...{ GITHUB_SERVER_URL: github.url, GITHUB_REPOSITORY: 'tsh/app', RUNNER_TEMP: join(folder, 'tmp') },
    })
  })
  afterEach(async () => {
    process.env = { ...environment }
    await github.close()
  })

  test('is checked out with its history, without a remote on the server', async () => {
    await commit('echo 2 > a')
    await transfer(await commit('echo 3 > a; echo 1 > b'))
    expect(await readFile(join(path, 'a'), 'utf8')).toBe('3\n')
    expect(await sh('git -C app log --format=%s')).toBe('next\nnext\n1')
  })

  test('does not contain what the server has', async () => {
    await write('work/large', randomBytes(100_000).toString('hex'))
    const first = await commit('true')
    expect(await transfer(first)).toBeGreaterThan(100_000)
    expect(await transfer(first)).toBe(0)
    const second = await commit('echo 2 > a')
    expect(await transfer(second)).toBeLessThan(1000)
    expect(await sh('git -C app fsck 2>&1')).toBe('')
  })

  test('may have nothing in common with the checkout on the server', async () => {
    await sh('rm -rf app; git init -q app; git -C app commit -q --allow-empty -m other')
    await transfer(await commit('echo 2 > a'))
    expect(await sh('git -C app log --format=%s')).toBe('next\n1')
  })

  test('leaves no file and no reference behind', async () => {
    await transfer(await commit('echo 2 > a'))
    expect(await readdir(join(folder, 'tmp'))).toEqual([])
    expect(await sh('git -C app for-each-ref --format="%(refname)"')).toBe('refs/heads/main')
  })

  test('is fetched by the server without the setting', async () => {
    const fetching = { ...inputsFor('c'.repeat(40)), transferToken: undefined }
    expect(
      await withCommit(fetching, { shell, server: remote }, async ({ commit }) => commit),
    ).toBeUndefined()
  })

  test.each([
    ['that does not exist', 'ghs_run', /cannot get commit c{40} from GitHub: .*not our ref/],
    ['without access', 'other', /could not read Username.*Leave input "github-token" at its default/],
  ])('%s is reported', async (_what, transferToken, message) => {
    const inputs = { ...inputsFor('c'.repeat(40)), transferToken }
    await expect(withCommit(inputs, { shell, server: remote }, async () => {})).rejects.toThrow(message)
    expect(await readdir(join(folder, 'tmp'))).toEqual([])
  })
})

describe('a commit that is not on the server', () => {
  test('is inspected without a trace, and fetched', async () => {
    const sha = await commit('echo 2 > a; echo 1 > b')
    const before = await gitFiles()
    const { commit: fetched, changed } = await preflight(sha)
    expect([fetched?.code, changed?.text]).toEqual([0, 'a\nb'])
    expect(await gitFiles()).toBe(before)
    await deployCommit(sha)
    expect(await readFile(join(path, 'a'), 'utf8')).toBe('2\n')
  })

  test('is inspected in a folder with an unpredictable name', async () => {
    const sha = await commit('echo 2 > a')
    const commands: string[] = []
    const run: Remote['run'] = (command, options) => {
      commands.push(command.join(' '))
      return remote.run(command, options)
    }
    const inputs = deployInputs({ application: slotApplication({ path }, { slotDirectory: '/' }), sha })
    const { folder: apart } = await queryServer({ ...remote, run }, inputs)
    expect(apart?.text).toMatch(/\/tsh-preflight\.\w{10}\/app$/)
    expect(commands.join()).not.toContain(apart?.text)
    await expect(readdir(dirname(apart?.text ?? ''))).rejects.toThrow(/ENOENT/)
  })

  test('is not inspected if no such folder can be created', async () => {
    const sha = await commit('echo 2 > a')
    remote = localRemote({ HOME: folder, TMPDIR: join(folder, 'missing') })
    await expect(preflight(sha)).rejects.toThrow(/mktemp|tsh-preflight/)
  })

  test('does not start programs from the configuration of the checkout', async () => {
    await sh(`git -C app config core.fsmonitor "touch '${folder}/started'; false"`)
    const sha = await commit('echo 2 > a')
    await preflight(sha)
    await deployCommit(sha)
    expect(await readdir(folder)).not.toContain('started')
  })

  test('is found in the branches if the remote only serves their tips', async () => {
    const sha = await commit('echo 2 > a')
    await commit('echo 3 > a')
    await sh(
      `git config --global protocol.version 0; git -C app remote set-url origin 'file://${folder}/app.git'`,
    )
    const before = await gitFiles()
    expect((await preflight(sha)).commit).toMatchObject({ code: 0, text: '' })
    expect(await gitFiles()).toBe(before)
    await deployCommit(sha)
    expect(await readFile(join(path, 'a'), 'utf8')).toBe('2\n')
    expect(await sh('git -C app for-each-ref --format="%(refname)" refs/remotes')).toBe(
      'refs/remotes/origin/HEAD\nrefs/remotes/origin/main',
    )
  })

  test('nor on any branch is refused', async () => {
    await sh(
      `git config --global protocol.version 0; git -C app remote set-url origin 'file://${folder}/app.git'`,
    )
    const { commit: fetched } = await preflight('c'.repeat(40))
    expect(fetched?.code).not.toBe(0)
    expect(fetched?.text).toMatch(/unadvertised object/)
  })
})

describe('the lock of an interrupted git', () => {
  /** Starts a process named git in a folder. */
  const startGit = async (seconds: number, cwd: string): Promise<number> => {
    const start = `cp "$(command -v sleep)" '${folder}/git'; cd '${cwd}'; '${folder}/git' ${seconds} > /dev/null 2>&1 &`
    return Number(await sh(`${start} until [ "$(cat /proc/$!/comm)" = git ]; do sleep 0.05; done; echo $!`))
  }

  test('is removed while another git runs elsewhere', async () => {
    const sha = await commit('echo 2 > a')
    await write('app/.git/index.lock', '')
    const other = await startGit(300, join(folder, 'work'))
    await deployCommit(sha).finally(() => process.kill(other))
    expect(await readFile(join(path, 'a'), 'utf8')).toBe('2\n')
  })

  test('is waited for while a git runs in the checkout', async () => {
    const sha = await commit('mkdir sub; echo 2 > sub/a')
    await deployCommit(sha)
    await write('app/.git/index.lock', '')
    const started = Date.now()
    await startGit(2, join(path, 'sub'))
    await changedFiles(remote, path)
    expect(Date.now() - started).toBeGreaterThan(1500)
  })
})

test('a worktree, whose .git is a file, is deployed like a clone', async () => {
  await sh('rm -rf app; git clone -q app.git clone; git -C clone worktree add -q --detach ../app')
  const sha = await commit('echo 2 > a')
  const lock = await sh('git -C app rev-parse --git-path index.lock')
  await writeFile(lock, '')
  expect((await preflight(sha)).changes).toBeUndefined()
  await excludeDeployFolder(remote, path)
  await deployCommit(sha)
  expect(await readFile(join(path, 'a'), 'utf8')).toBe('2\n')
  await write('app/.deploy/journal', '')
  expect(await sh('git -C app status --porcelain')).toBe('')
})

test('local changes are found and kept', async () => {
  const sha = await commit('echo 2 > a')
  await write('app/a', 'hotfix\n')
  expect(await changedFiles(remote, path)).toEqual(['a'])
  await expect(deployCommit(sha)).rejects.toThrow(/has local changes \(a\)/)
  expect(await readFile(join(path, 'a'), 'utf8')).toBe('hotfix\n')
})

describe('a submodule', () => {
  let first: string

  beforeEach(async () => {
    await sh(
      `git init -q --bare lib.git; git clone -q lib.git lib 2>&1; cd lib; echo 1 > x; git add x; git commit -q -m 1; git push -q origin HEAD:main`,
    )
    first = await commit(`git submodule --quiet add '${folder}/lib.git' lib`)
  })
  const moved = () =>
    commit(
      `(cd '${folder}/lib'; echo $(($(cat x) + 1)) > x; git commit -q -a -m 2; git push -q origin HEAD:main); git -C lib pull -q origin main`,
    )
  const content = (): Promise<string> => readFile(join(path, 'lib/x'), 'utf8')

  test('that a commit adds or moves is updated, and is not a local change', async () => {
    await deployCommit(first)
    expect(await content()).toBe('1\n')
    const second = await moved()
    await deployCommit(second)
    expect(await content()).toBe('2\n')
    await sh('git -C app/lib checkout -q HEAD~1')
    expect(await changedFiles(remote, path)).toEqual([])
    const third = await moved()
    await deployCommit(third)
    expect(await content()).toBe('3\n')
    expect(await returnCheckout(remote, path, second)).toBe(true)
    expect(await content()).toBe('2\n')
  })

  test('left by an earlier checkout does not block', async () => {
    const before = await sh('git -C app rev-parse HEAD')
    await deployCommit(first)
    expect(await returnCheckout(remote, path, before)).toBe(true)
    expect(await readdir(join(path, 'lib'))).toContain('x')
    const second = await moved()
    expect((await preflight(second)).blocked).toMatchObject({ code: 0, text: '' })
    await deployCommit(second)
    expect(await content()).toBe('2\n')
  })

  test('with local changes is reported, and not overwritten', async () => {
    await deployCommit(first)
    await write('app/lib/x', 'own\n')
    const second = await moved()
    await expect(deployCommit(second)).rejects.toThrow(/has local changes \(lib\/x\)/)
    expect(await content()).toBe('own\n')
  })

  test('with an unreachable remote is reported, and does not block the next deployment', async () => {
    await deployCommit(first)
    const second = await moved()
    await sh('mv lib.git gone.git')
    await expect(deployCommit(second)).rejects.toThrow(
      /^cannot update submodule lib in .*: fatal: .*lib\.git.*\. Give the server access to its remote, or exclude it/,
    )
    expect(await returnCheckout(remote, path, first)).toBe(true)
    expect(await content()).toBe('1\n')
    await sh('mv gone.git lib.git')
    await deployCommit(await moved())
    expect(await content()).toBe('3\n')
  })

  test('that was never fetched and is unreachable leaves its folder empty', async () => {
    await sh('mv lib.git gone.git')
    await deployCommit(first)
    expect(await readdir(join(path, 'lib'))).toEqual([])
  })
})
