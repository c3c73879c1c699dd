import { afterAll, afterEach, beforeAll, expect } from '@jest/globals'
import { runBundle } from '@tsh/testing'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import type { DeployInputs } from '../../src/inputs.ts'
import { bundleInputs } from '../bundle-runs.ts'
import { path } from '../scene.ts'
import { type CaseScene, composeWith, GREEN, IN_PLACE, startCaseScene } from './case-scene.ts'

// Content of a commit, a compose file, an env file or the journal that once lost data, or left an old version running.

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterEach(() => scene.restore())
afterAll(() => scene?.stop())

const exec = (command: string): Promise<string> => scene.exec(command)
const inspect = (format: string, container: string): Promise<string> =>
  exec(`docker inspect --format '${format}' ${container} 2> /dev/null || echo missing`)

/** The version of the live container in place. */
const running = (): Promise<string> =>
  inspect('{{.Config.Image}}', 'scene-app_blue-1').then(name => name.slice(6))

/** Rolls back in place with the bundle. */
function rollBack(release: DeployInputs, changes: Record<string, string>, run = '99') {
  const {
    images: _,
    archive: __,
    version: ___,
    sha: ____,
    migrate: _____,
    ...inputs
  } = bundleInputs(scene, release)
  const own = { url: scene.sandbox.publicUrl, 'health-timeout-seconds': '10' }
  return runBundle('rollback', { ...inputs, ...IN_PLACE, ...own, ...changes }, { GITHUB_RUN_ID: run })
}

/** Makes a compose file live manually. */
async function live(files: Record<string, string>, services: string): Promise<void> {
  const { sha } = await scene.release('v1', files)
  await exec(`set -e
cd ${path}; git fetch -q; git checkout -q ${sha}; docker compose up -d ${services} 2>&1`)
}

caseTest('content-a', 'an upload with a quote in its name survives a commit with that name', async () => {
  const file = 'uploads/invoice "March".pdf'
  await exec(`mkdir ${path}/uploads; echo visitor > '${path}/${file}'; echo /uploads/ >> ${path}/.git/info/exclude
mkdir /root/work/uploads; echo commit > '/root/work/${file}'`)
  const { result } = await scene.deploy(await scene.release('v2'), IN_PLACE)
  expect([result, await exec(`cat '${path}/${file}' 2>&1 || true`)]).toEqual([
    expect.stringContaining('invoice'),
    'visitor',
  ])
})

caseTestFull('content-b', 'a rollback keeps local changes in the checkout', async () => {
  const first = await scene.deploy(await scene.release('v2', { 'nginx.conf': 'timeout 30\n' }), IN_PLACE)
  const release = await scene.release('v3', { 'nginx.conf': 'timeout 60\n' })
  const second = await scene.deploy(release, IN_PLACE)
  expect([first.result, second.result]).toEqual([GREEN, GREEN])
  await exec(`echo 'timeout 600 # by hand' > ${path}/nginx.conf`)
  const run = await rollBack(release, { mode: 'manual' })
  const env = await exec(`grep ^VERSION= ${path}/.env`)
  const answer = await running()
  expect([await exec(`cat ${path}/nginx.conf`), run.errors.join(), `${env}, live ${answer}`]).toEqual([
    'timeout 600 # by hand',
    expect.anything(),
    expect.stringMatching(/VERSION=(v\d), live \1/),
  ])
})

caseTestFull('content-c', 'a file that is marked as unchanged keeps what the server has in it', async () => {
  await live({ 'local.conf': 'a=1\n' }, 'store app_blue mail')
  await exec(`cd ${path}; git update-index --assume-unchanged local.conf; echo 'a=by hand' > local.conf`)
  await scene.deploy(await scene.release('v2', { 'local.conf': 'a=2\n' }), IN_PLACE)
  expect(await exec(`cat ${path}/local.conf`)).toBe('a=by hand')
})

caseTestFull(
  'content-d',
  'a dry run of a commit with a symlink does not touch the env file behind it',
  async () => {
    await exec(`mkdir -p /opt/shared/conf; cp -p ${path}/.env /opt/shared/conf/.env; rm -f ${path}/conf
ln -s /opt/shared/conf ${path}/conf; echo /conf >> ${path}/.git/info/exclude; ln -s /opt/shared/conf /root/work/conf`)
    const { result } = await scene.deploy(await scene.release('v2'), {
      'env-file': 'conf/.env',
      'dry-run': 'true',
    })
    const env = await exec('stat -c %F /opt/shared/conf/.env; cat /opt/shared/conf/.env 2>&1 || true')
    expect([result, env]).toEqual([expect.anything(), expect.stringContaining('SECRET=correct-horse')])
  },
)

caseTest(
  'content-e',
  'the content of a submodule folder survives a commit that replaces it with a symlink',
  async () => {
    await exec(`set -e
git config --global protocol.file.allow always
git init -q /root/library; cd /root/library; echo 1 > a; git add a; git commit -q -m 1
cd /root/work; git submodule --quiet add /root/library lib`)
    await live({}, 'store app_blue mail')
    await exec(
      `cd ${path}; git submodule --quiet update --init; mkdir lib/data; echo visitor > lib/data/1.pdf`,
    )
    await exec(
      'cd /root/work; git rm -q --cached lib .gitmodules; rm -rf lib .gitmodules; ln -s ../library lib',
    )
    const { result } = await scene.deploy(await scene.release('v2'), IN_PLACE)
    const file = await exec(`cat ${path}/lib/data/1.pdf 2>&1 || true`)
    expect([result, file]).toEqual([expect.not.stringMatching(/^green$/), 'visitor'])
  },
)

caseTestFull('content-h', 'a renamed database does not run twice on one volume', async () => {
  const old = composeWith(
    'command: sleep infinity, stop',
    'command: sleep infinity, volumes: ["data:/data"], stop',
  )
  const before = `${old['compose.yml']}volumes: { data: {} }\n`
  await live({ 'compose.yml': before }, 'store app_blue mail')
  const files = { 'compose.yml': before.replace('  store:', '  database:') }
  const { result } = await scene.deploy(await scene.release('v2', files), IN_PLACE)
  const users = await exec('docker ps --filter volume=scene_data --format "{{.Names}}" | sort | paste -sd,')
  expect([result, users]).toEqual([
    expect.stringMatching(/"database" uses the volume of "store"/),
    'scene-store-1',
  ])
})

caseTestFull(
  'content-k',
  'a profile that is quoted and has a comment is active, so its service is updated',
  async () => {
    const profiled = composeWith('\n  mail:\n', '\n  mail:\n    profiles: [mail]\n')
    await exec(`echo 'COMPOSE_PROFILES="mail" # the worker' >> ${path}/.env`)
    await live(profiled, 'store app_blue mail')
    const { result } = await scene.deploy(await scene.release('v2'), IN_PLACE)
    expect([result, await inspect('{{.Config.Image}}', 'scene-mail-1')]).toEqual([GREEN, 'mail:v2'])
  },
)

caseTestFull('content-l', 'a journal with a line "null" is read', async () => {
  await exec(`mkdir -p ${path}/.deploy; echo null >> ${path}/.deploy/releases.jsonl`)
  expect((await scene.deploy(await scene.release('v2'), IN_PLACE)).result).toBe(GREEN)
})

caseTestFull(
  'content-o1',
  'a worker gets the new content of a file that it mounts through a symlink',
  async () => {
    const compose = composeWith('\n  mail:\n', '\n  mail:\n    volumes: ["./mail.conf:/etc/mail.conf"]\n')
    await exec('cd /root/work; echo 1 > mail.production.conf; ln -s mail.production.conf mail.conf')
    const first = await scene.deploy(await scene.release('v2', compose), IN_PLACE)
    const second = await scene.deploy(await scene.release('v3', { 'mail.production.conf': '2\n' }), IN_PLACE)
    const seen = await exec('docker exec scene-mail-1 cat /etc/mail.conf')
    expect([first.result, second.result, seen]).toEqual([GREEN, GREEN, '2'])
  },
)

caseTestFull('content-o2', 'a worker that mounts the whole checkout is restarted with a commit', async () => {
  const compose = composeWith('\n  mail:\n', '\n  mail:\n    volumes: [".:/srv/app"]\n')
  const first = await scene.deploy(await scene.release('v2', compose), IN_PLACE)
  const started = await inspect('{{.State.StartedAt}}', 'scene-mail-1')
  const second = await scene.deploy(await scene.release('v3', { 'worker.py': 'print(2)\n' }), IN_PLACE)
  const again = await inspect('{{.State.StartedAt}}', 'scene-mail-1')
  expect([first.result, second.result, again === started]).toEqual([GREEN, GREEN, false])
})

caseTestFull(
  'content-o3',
  'a worker gets the new content of a config that is in the compose file',
  async () => {
    const compose = composeWith(
      '\n  mail:\n',
      '\n  mail:\n    configs: [{ source: mail, target: /etc/mail.conf }]\n',
    )
    const text = `${compose['compose.yml']}configs: { mail: { content: "one" } }\n`
    const first = await scene.deploy(await scene.release('v2', { 'compose.yml': text }), IN_PLACE)
    const changed = { 'compose.yml': text.replace('"one"', '"two"') }
    const second = await scene.deploy(await scene.release('v3', changed), IN_PLACE)
    const seen = await exec('docker exec scene-mail-1 cat /etc/mail.conf 2>&1 || true')
    expect([first.result, second.result, seen]).toEqual([GREEN, GREEN, 'two'])
  },
)

caseTestFull('content-p', 'a worker that crashes a second after its start is a failure', async () => {
  const crashing = composeWith(
    'build: .\n    command: sleep infinity',
    'build: .\n    restart: unless-stopped\n    command: sh -c "sleep 1; exit 1"',
  )
  const { result } = await scene.deploy(await scene.release('v2', crashing), IN_PLACE)
  expect(result).toMatch(/mail/)
})

caseTestFull('content-r', 'a compose file of 70 KB is checked before anything is changed', async () => {
  const big = composeWith('SECRET: "${SECRET}"', 'SECRET: "${SECRET}", NEEDED: "${NEEDED}"')['compose.yml']
  const files = { 'compose.yml': `${big}${'# a long comment\n'.repeat(4200)}` }
  const { result } = await scene.deploy(await scene.release('v2', files), IN_PLACE)
  expect(result).toMatch(/NEEDED is missing/)
})

caseTestFull('content-u', 'a tracked folder may become a symlink', async () => {
  await live({ 'conf/a': '1\n' }, 'store app_blue mail')
  await exec('cd /root/work; git mv conf conf.d; ln -s conf.d conf')
  expect((await scene.deploy(await scene.release('v2'), IN_PLACE)).result).toBe(GREEN)
})

caseTestFull(
  'content-i',
  'a one-shot service with the name of an option touches no other service',
  async () => {
    const stored = composeWith(
      'command: sleep infinity, stop',
      'command: sleep infinity, volumes: [/data], stop',
    )
    await live(stored, 'store app_blue mail')
    await exec('docker exec scene-store-1 sh -c "echo rows > /data/table"')
    const after = composeWith(
      '  stop_grace_period: 1s\n',
      '  stop_grace_period: 1s\n  depends_on: { "-V": { condition: service_completed_successfully } }\n',
      stored['compose.yml'],
    )
    const option = '\n  "-V": { image: "init:${VERSION}", build: ., command: "true", restart: "no" }\n  mail:'
    const release = await scene.release('v2', composeWith('\n  mail:', option, after['compose.yml']))
    await exec('docker tag node:20-slim init:v2')
    const deploying = scene.deploy(release)
    const early = await Promise.race([
      deploying,
      new Promise<{ result: string }>(resolve => setTimeout(() => resolve({ result: 'hangs' }), 45_000)),
    ])
    const table = await exec('docker exec scene-store-1 cat /data/table 2>&1 || true')
    const live1 = await running()
    // Stopping the containers that the job waits for ends the job.
    await exec(
      'docker ps --quiet --filter label=com.docker.compose.project=scene | xargs -r docker rm --force',
    )
    const { result } = await deploying
    expect([early.result, result, table, live1]).toEqual([
      expect.stringMatching(/-V/),
      expect.anything(),
      'rows',
      'v1',
    ])
  },
)

caseTestFull('content-s', 'a quoted version with a comment can be rolled back to', async () => {
  await exec(`sed -i 's/^VERSION=.*/VERSION="v1" # live/' ${path}/.env`)
  const first = await scene.deploy(await scene.release('v2'), IN_PLACE)
  const release = await scene.release('v3')
  const second = await scene.deploy(release, IN_PLACE)
  const run = (await exec(`grep -o 'runs/[0-9]*' ${path}/.deploy/releases.jsonl | tail -n 1`)).slice(5)
  const back = await rollBack(release, { mode: 'automatic' }, run)
  expect([first.result, second.result, back.errors.join(), await running()]).toEqual([GREEN, GREEN, '', 'v2'])
})

caseTestFull('content-t', 'with a journal of 9 MB, a bad release is rolled back', async () => {
  const line = JSON.stringify({
    at: '2025-01-01T00:00:00Z',
    release: 'old',
    state: 'failed',
    reason: 'x'.repeat(900),
  })
  await exec(`mkdir -p ${path}/.deploy; yes '${line}' | head -n 9500 > ${path}/.deploy/releases.jsonl`)
  const release = await scene.release('v2')
  const { result } = await scene.deploy(release, IN_PLACE)
  const run = (await exec(`grep -o 'runs/[0-9]*' ${path}/.deploy/releases.jsonl | tail -n 1`)).slice(5)
  const back = await rollBack(release, { mode: 'automatic' }, run)
  expect([
    result,
    back.errors.join(),
    back.outputs.replace(/\n|ghadelimiter\S*/g, ' '),
    await running(),
  ]).toEqual([GREEN, '', expect.stringContaining('rolled-back'), 'v1'])
})

caseTestFull('content-v', 'a draft next to the env file survives a deployment', async () => {
  await exec(`echo 'the new secrets' > ${path}/.env.new; echo /.env.new >> ${path}/.git/info/exclude`)
  const { result } = await scene.deploy(await scene.release('v2'), IN_PLACE)
  expect([result, await exec(`cat ${path}/.env.new 2>&1 || true`)]).toEqual([GREEN, 'the new secrets'])
})

caseTestFull('content-w', 'a symlink next to the env file does not get the secrets', async () => {
  await exec('cd /root/work; mkdir public; echo robots > public/robots.txt; ln -s public/robots.txt .env.new')
  const { result } = await scene.deploy(await scene.release('v2'), IN_PLACE)
  const next = await scene.deploy(await scene.release('v3'), IN_PLACE)
  const seen = await exec(`cat ${path}/public/robots.txt; stat -c %F ${path}/.env`)
  expect([result, next.result, seen]).toEqual([GREEN, GREEN, 'robots\nregular file'])
})

caseTestFull('content-x', 'an interrupted checkout in a sparse checkout is reverted', async () => {
  await live({ 'app/a': '1\n', 'docs/d': '1\n' }, 'store app_blue mail')
  await exec(`git -C ${path} sparse-checkout set app`)
  const release = await scene.release('v2', { 'app/a': '2\n', 'docs/d': '2\n' })
  await exec(
    `cd ${path}; git fetch -q; mkdir -p .deploy; echo $(git rev-parse HEAD) ${release.sha} > .deploy/checkout; echo ha > app/a`,
  )
  const first = await scene.deploy(release, IN_PLACE)
  const second = await scene.deploy(release, IN_PLACE)
  expect([first.result, second.result]).toEqual([GREEN, GREEN])
})

caseTestFull(
  'content-y',
  'line endings of a file with a space in its name are not a local change',
  async () => {
    await scene
      .release('v2', { 'my run.sh': 'echo 1\r\n' })
      .catch(() => exec("cd /root/work; printf 'echo 1\\r\\n' > 'my run.sh'"))
    await exec(
      "cd /root/work; git add -A; git commit -q --allow-empty -m crlf; git update-index --assume-unchanged 'my run.sh'",
    )
    const unnormalized = await scene.release('v3', { '.gitattributes': '*.sh text eol=lf\n' })
    const first = await scene.deploy(unnormalized, IN_PLACE)
    await exec(`touch '${path}/my run.sh'`)
    const next = await scene.deploy(await scene.release('v4'), IN_PLACE)
    expect([first.result, next.result]).toEqual([GREEN, GREEN])
  },
)

caseTestFull('content-z', 'a commit with very many files is checked like any other', async () => {
  const big = composeWith('SECRET: "${SECRET}"', 'SECRET: "${SECRET}", NEEDED: "${NEEDED}"')
  await exec(`mkdir -p /root/work/vendor; cd /root/work/vendor
long=$(printf 'x%.0s' $(seq 140)); seq -f "$long%06g" 60000 | xargs touch`)
  const attempt = await scene.deploy(await scene.release('v2', big), IN_PLACE)
  const previous = attempt.run.outputs.includes('v1')
  expect([attempt.result, previous]).toEqual([expect.stringMatching(/NEEDED is missing/), expect.anything()])
})
