import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { composeFile, path } from '../scene.ts'
import { type CaseScene, expectRefused, GREEN, isRefused, startCaseScene } from './case-scene.ts'

// Cases of the git repository, and of git on the server.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

/** Git without the options that came with 2.29. */
const OLD_GIT = `#!/bin/sh
case " $* " in
  " --version ") echo 'git version 2.25.1' ;;
  *" --no-write-fetch-head "*) echo "error: unknown option \\\`no-write-fetch-head'" >&2; /usr/bin/git fetch -h >&2; exit 129 ;;
  *) exec /usr/bin/git "$@" ;;
esac
`

// cockpit-project/starter-kit#604
caseTestFull('case-4', 'git 2.25 on the server works, or is reported as too old', async () => {
  await scene.write('/usr/local/bin/git', OLD_GIT)
  await scene.exec('chmod 755 /usr/local/bin/git')
  const attempt = await scene.deploy(await scene.release('v2'))
  if (!(await isRefused(attempt, /git 2\.25\S* .*too old/))) expect(attempt.result).toBe(GREEN)
})

// linear/linear-release#80
caseTest('case-5', 'an older commit does not replace a newer one in a shallow clone', async () => {
  const older = await scene.release('v2')
  await scene.release('v3')
  await scene.exec(`set -e
git clone -q --depth 1 file:///root/scene.git /root/shallow
cp ${path}/.env /root/shallow; sed -i s/VERSION=v1/VERSION=v3/ /root/shallow/.env
find ${path} -mindepth 1 -delete; cp -a /root/shallow/. ${path}`)
  const { result } = await scene.deploy(older)
  expect(result === GREEN ? 'v2 has replaced v3' : result).toMatch(/older than v3|shallow/)
})

caseTestFull(
  'case-5b',
  'a newer commit replaces an older one in a shallow clone, which stays shallow',
  async () => {
    await scene.exec(`set -e
git clone -q --depth 1 file:///root/scene.git /root/shallow
cp ${path}/.env /root/shallow; find ${path} -mindepth 1 -delete; cp -a /root/shallow/. ${path}`)
    expect((await scene.deploy(await scene.release('v4'))).result).toBe(GREEN)
    expect(await scene.exec(`git -C ${path} rev-parse --is-shallow-repository`)).toBe('true')
  },
)

const LIBRARY = `set -e
git config --global protocol.file.allow always
git init -q --bare /root/library.git; git clone -q /root/library.git /root/library 2>&1
cd /root/library; echo 1 > a; git add a; git commit -q -m 1; git push -q origin HEAD:main
cd /root/work; git submodule --quiet add /root/library.git lib`
const MOVED = `set -e
cd /root/library; echo 2 > a; git commit -q -a -m 2; git push -q origin HEAD:main
cd /root/work/lib; git pull -q origin main`

// apache/mynewt-newt#141
caseTestFull('case-6', 'a submodule that a commit moves does not stop the next deployment', async () => {
  await scene.exec(LIBRARY)
  const { sha } = await scene.release('v2')
  await scene.exec(
    `set -e; cd ${path}; git fetch -q; git checkout -q ${sha}; git submodule --quiet update --init`,
  )
  await scene.exec(MOVED)
  expect((await scene.deploy(await scene.release('v3'))).result).toBe(GREEN)
  expect((await scene.deploy(await scene.release('v4'))).result).toBe(GREEN)
})

/** As `git lfs install` does; the program itself is not on the PATH of the SSH user. */
const REQUIRED_LFS = `set -e
git config --global filter.lfs.clean 'git-lfs clean -- %f'
git config --global filter.lfs.smudge 'git-lfs smudge -- %f'
git config --global filter.lfs.process 'git-lfs filter-process'
git config --global filter.lfs.required true`

// git-lfs/git-lfs#1165
caseTest('case-9', 'a checkout that git-lfs aborts does not block the next one', async () => {
  const files = { '.gitattributes': '*.bin filter=lfs\n', 'added.txt': '1\n', 'data.bin': '1\n' }
  const release = await scene.release('v2', files)
  await scene.exec(REQUIRED_LFS)
  const broken = await scene.deploy(release)
  expect(broken.result).toMatch(/git-lfs/)
  await scene.exec('git config --global --remove-section filter.lfs')
  expect((await scene.deploy(release)).result).toBe(GREEN)
  expect(await scene.exec(`cat ${path}/added.txt`)).toBe('1')
})

// go-gitea/gitea#11958
caseTestFull(
  'case-23',
  'an older commit can be fetched from a remote that serves only branch tips',
  async () => {
    const release = await scene.release('v2')
    await scene.release('v3')
    await scene.exec('git config --global protocol.version 0')
    await scene.exec(`git -C ${path} remote set-url origin file:///root/scene.git`)
    expect((await scene.deploy(release)).result).toBe(GREEN)
  },
)

// TurboPack/DOSCommand#26
caseTestFull(
  'case-24',
  'a file whose line endings contradict .gitattributes is not a local change',
  async () => {
    await scene.release('v2', { 'run.sh': 'echo 1\r\n' })
    await scene.exec('git -C /root/work update-index --assume-unchanged run.sh')
    const unnormalized = await scene.release('v3', { '.gitattributes': '*.sh text eol=lf\n' })
    expect((await scene.deploy(unnormalized)).result).toBe(GREEN)
    // Git compares the content only of a file whose times are not those of its index, or are as new.
    await scene.exec(`touch ${path}/run.sh`)
    const next = await scene.deploy(await scene.release('v4'))
    if (!(await isRefused(next, /line endings/))) expect(next.result).toBe(GREEN)
  },
)

caseTestFull('case-24b', 'a commit that normalizes such a file replaces it', async () => {
  await scene.release('v2', { 'run.sh': 'echo 1\r\n' })
  await scene.exec('git -C /root/work update-index --assume-unchanged run.sh')
  const unnormalized = await scene.release('v3', { '.gitattributes': '*.sh text eol=lf\n' })
  expect((await scene.deploy(unnormalized)).result).toBe(GREEN)
  await scene.exec(
    `touch ${path}/run.sh; cd /root/work; git update-index --no-assume-unchanged run.sh; git add --renormalize .`,
  )
  expect((await scene.deploy(await scene.release('v4'))).result).toBe(GREEN)
  expect(await scene.exec(`od -An -c ${path}/run.sh`)).not.toContain('\\r')
})

// git-lfs/git-lfs#2445
caseTestFull('case-25', 'hooks of the checkout on the server are not run', async () => {
  const hook = '#!/bin/sh\necho "git-lfs was not found on your path" >&2\nexit 2\n'
  await scene.write(`${path}/.git/hooks/post-checkout`, hook)
  await scene.exec(`chmod 755 ${path}/.git/hooks/post-checkout`)
  expect((await scene.deploy(await scene.release('v2'))).result).toBe(GREEN)
})

caseTestFull('case-25b', 'nor is a hook that refuses every change of a reference', async () => {
  const hook = '#!/bin/sh\necho "no reference may change" >&2\nexit 1\n'
  await scene.write(`${path}/.git/hooks/reference-transaction`, hook)
  await scene.exec(`chmod 755 ${path}/.git/hooks/reference-transaction`)
  expect((await scene.deploy(await scene.release('v2'))).result).toBe(GREEN)
})

// InsForge/InsForge#1874
caseTestFull('case-27', 'a compose file that a sparse checkout excludes is reported', async () => {
  const release = await scene.release('v2', { 'deploy/compose.yml': composeFile, 'app/a': '' })
  await scene.exec(`git -C ${path} sparse-checkout set app`)
  const attempt = await scene.deploy(release, { 'compose-file': 'deploy/compose.yml' })
  await expectRefused(attempt, /sparse/)
})

/** Adds a file to the next commit that git ignores on the server. */
const addIgnored = (file: string, text: string): Promise<string> =>
  scene.exec(`cd /root/work; mkdir -p "$(dirname ${file})"; echo ${text} > ${file}; git add --force ${file}`)

caseTest('reality-d1a', 'a commit that contains the env file leaves the one on the server', async () => {
  await addIgnored('.env', 'SECRET=changeme')
  const attempt = await scene.deploy(await scene.release('v2'))
  expect(await scene.exec(`cat ${path}/.env 2>&1 || true`)).toContain('SECRET=correct-horse')
  if (!(await isRefused(attempt, /\.env/))) expect(attempt.result).toBe(GREEN)
})

caseTestFull(
  'reality-d1b',
  'a commit that contains an ignored file leaves the one on the server',
  async () => {
    await scene.exec(`mkdir ${path}/uploads; echo visitor > ${path}/uploads/1.pdf`)
    await scene.exec(`echo /uploads/ >> ${path}/.git/info/exclude`)
    await addIgnored('uploads/1.pdf', 'commit')
    const attempt = await scene.deploy(await scene.release('v2'))
    expect(await scene.exec(`cat ${path}/uploads/1.pdf`)).toBe('visitor')
    if (!(await isRefused(attempt, /uploads/))) expect(attempt.result).toBe(GREEN)
  },
)

caseTestFull('reality-d1c', 'a commit with files of the deployment is refused', async () => {
  await addIgnored('.deploy/releases.jsonl', '{}')
  await expectRefused(await scene.deploy(await scene.release('v2')), /\.deploy\/releases\.jsonl/)
})

caseTestFull(
  'reality-d1d',
  'a commit with a file in place of a folder on the server is refused',
  async () => {
    await scene.exec(`mkdir ${path}/uploads; echo visitor > ${path}/uploads/1.pdf`)
    const attempt = await scene.deploy(await scene.release('v2', { uploads: 'moved to the bucket\n' }))
    await expectRefused(attempt, /uploads/)
  },
)

caseTestFull('reality-d1e', 'a .deploy that is a symlink is refused', async () => {
  await scene.exec(`mkdir -p /opt/shared/deploy; ln -s /opt/shared/deploy ${path}/.deploy`)
  await expectRefused(await scene.deploy(await scene.release('v2')), /\.deploy .*link/)
})
