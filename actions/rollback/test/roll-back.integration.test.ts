import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { workflowRun } from '@tsh/action'
import {
  type Scene,
  type Slot,
  siteFile,
  slotDirectory,
  startScene,
  untilAnswering,
  withRemote,
} from '@tsh/blue-green-switch/test/scene/scene'
import { visit, whileVisited } from '@tsh/blue-green-switch/test/scene/visitors'
import type { Remote } from '@tsh/remote'
import { waitScript } from '@tsh/testing'
import { testSample } from '@tsh/testing/full'
import { withFailureReport } from '../src/failure.ts'
import type { RollbackInputs } from '../src/inputs.ts'
import { type RolledBack, rollBack } from '../src/roll-back.ts'

const journal = '/srv/scene/.deploy/releases.jsonl'
let scene: Scene
let url: string

beforeAll(async () => {
  scene = await startScene()
  url = scene.sandbox.publicUrl
  await scene.exec('docker tag scene:v1 scene:v2')
})
afterAll(() => scene.stop())

/** This run has switched to v2 in green; v1 is still running in blue. */
beforeEach(async () => {
  await scene.exec(`cd /srv/scene; rm -f broken-* dies-*; VERSION=v1 docker compose -f compose.yml --profile green up -d 2>&1
${untilAnswering(8001, 8011)}`)
  await scene.site('slot-file')
  await scene.exec(`mv ${slotDirectory}/blue ${slotDirectory}/green
sed -i 's/SLOT=.*/SLOT=green/; s/^VERSION=.*/VERSION=v2/' /srv/scene/.env`)
  const sha = await scene.exec('git -C /srv/scene rev-parse HEAD')
  const old = { version: 'v1', sha, slot: 'blue' }
  const facts = {
    ...{ services: [], run: 'before', actor: '', migrates: false },
    images: [{ image: 'scene:v1', reference: '' }],
  }
  const own = { ...facts, version: 'v2', sha, slot: 'green', run: workflowRun().url, previous: old }
  const lines = ['started', 'prepared', 'switching', 'switched'].flatMap(state => [
    { at: '', release: 'r1', state, facts: { ...facts, ...old } },
  ])
  const newer = lines.map(({ state }) => ({ at: '', release: 'r2', state, facts: own }))
  const text = [...lines, ...newer].map(line => JSON.stringify(line)).join('\n')
  await write(journal, `${text}\n`)
})

const perform = (lockTimeout = 20, through = (remote: Remote) => remote): Promise<RolledBack> => {
  const { target, application, publicUrl, healthTimeout } = scene.inputs
  const inputs: RollbackInputs = {
    ...{ target, application, publicUrl, healthTimeout, lockTimeout, handoverPort: undefined },
    ...{
      mode: 'automatic',
      version: '',
      environment: '',
      githubToken: '',
      skipSchemaCheckReason: '',
      dryRun: false,
    },
  }
  return withFailureReport(inputs.mode, () =>
    withRemote(target, remote => rollBack(inputs, through(remote), new AbortController().signal)),
  )
}
const write = (path: string, text: string) => scene.sandbox.server.exec(`cat > ${path}`, text)
const visited = () => whileVisited(url, () => perform())
const states = async () =>
  (await scene.exec(`grep -v '^$' ${journal}`))
    .split('\n')
    .flatMap(line => (line.endsWith('}') ? [JSON.parse(line) as { release: string; state: string }] : []))

/** Invariants after every test: exactly one slot is live, the files agree with it, and the lock is free. */
async function expectLive(slot: Slot): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 20 }, () => visit(url)))
  expect(new Set(answers.map(({ status, slot: from }) => `${status} ${from}`))).toEqual(
    new Set([`200 ${slot}`]),
  )
  expect(await scene.exec(`ls ${slotDirectory}`)).toBe(slot)
  const version = slot === 'blue' ? 'v1' : 'v2'
  expect(await scene.exec('cat /srv/scene/.env')).toBe(
    `# ours\nVERSION=${version}\nACTIVE_DEPLOYMENT_SLOT=${slot}\nDEPLOYMENT_SLOT=${slot}\nKEEP="a b"`,
  )
  const events = await states()
  expect(events.at(-1)?.state).toBe(slot === 'blue' ? 'rolled-back' : 'switched')
  // No release is left unfinished.
  const last = [...new Map(events.map(({ release, state }) => [release, state])).values()]
  expect(last).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(started|prepared|switching)$/)]))
  await scene.exec('flock -n /srv/scene/.deploy/lock true')
  expect(await scene.exec('ls -A /srv/scene/.deploy')).not.toMatch(/^lease$/m)
}

const rolledBack = {
  status: 'fulfilled',
  value: {
    ...{ outcome: 'rolled-back', version: 'v1', 'replaced-version': 'v2' },
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
  },
}
const failed = (why: string | RegExp) => ({
  ...{ status: 'rejected', reason: { message: expect.stringMatching(why) } },
})

const MOVED = `[ -e ${slotDirectory}/blue ]`
const SWITCHING = `tail -n 1 ${journal} | grep -q '"switching"'`
const STARTED = `tail -n 1 ${journal} | grep -q '"started"'`

/**
 * A rollback that loses its connection as soon as a condition holds on the server. On a busy server the watcher may be
 * late, so after every command that made the condition true the rollback waits until its connection is closed.
 */
async function disconnectWhen(condition: string): Promise<void> {
  const closed = scene.exec(`${waitScript(condition, { pollMs: 5 })}
kill $(pgrep -P $(cat /run/sshd.pid))`)
  const waiting = (remote: Remote): Remote => ({
    ...remote,
    run: async (...command) => {
      const output = await remote.run(...command)
      if ((await scene.exec(`if ${condition}; then echo due; fi`)) === 'due') await closed
      return output
    },
  })
  await expect(perform(undefined, waiting)).rejects.toThrow()
  await closed
}

test('the standby slot gets the traffic without failed requests', async () => {
  const { outcome, bad } = await visited()
  expect(outcome).toEqual(rolledBack)
  expect(bad).toEqual([])
  await expectLive('blue')
})

describe('an old slot', () => {
  test.each(['docker rm -f', 'docker kill'])('that is gone (%s) is restarted from its image', async end => {
    await scene.exec(`${end} scene-app_blue-1`)
    const { outcome, bad } = await visited()
    expect(outcome).toEqual(rolledBack)
    expect(bad).toEqual([])
    await expectLive('blue')
  })

  test('that is gone with its image does not move the traffic', async () => {
    await scene.exec('docker rm -f scene-app_blue-1; docker rmi scene:v1')
    try {
      const { outcome, bad } = await visited()
      expect(outcome).toMatchObject(
        failed(/^ROLLBACK FAILED .*image scene:v1 is no longer on .*Traffic is on green/),
      )
      expect(bad).toEqual([])
      await expectLive('green')
    } finally {
      await scene.exec('docker tag scene:v2 scene:v1')
    }
  })

  test('that dies right after the move loses the traffic again', async () => {
    await scene.exec('touch /srv/scene/dies-blue')
    const { outcome, answers, bad } = await visited()
    expect(outcome).toMatchObject(
      failed(/^ROLLBACK FAILED .*returns HTTP 502 from slot blue.*Traffic is on green/),
    )
    expect(bad.every(({ slot }) => slot === 'blue')).toBe(true)
    expect(answers.at(-1)).toMatchObject({ status: 200, slot: 'green' })
    await expectLive('green')
    await scene.exec('rm /srv/scene/broken-blue /srv/scene/dies-blue')
    expect(await perform()).toEqual(rolledBack.value)
    await expectLive('blue')
  })

  test('that is healthy only on its own port loses the traffic again', async () => {
    const rule =
      'OUTPUT -p tcp -d 127.0.0.1 --dport 8001 -m owner --uid-owner www-data -j REJECT --reject-with tcp-reset'
    await scene.exec(`iptables -I ${rule}`)
    try {
      const { outcome, bad } = await visited()
      expect(outcome).toMatchObject(failed(/^ROLLBACK FAILED .*HTTP 502.*Traffic is on green/))
      // Only while the verification runs.
      expect(bad.length).toBeLessThan(200)
      await expectLive('green')
    } finally {
      await scene.exec(`iptables -D ${rule}`)
    }
  })
})

describe('the proxy', () => {
  test('with a read-only slot directory does not move the traffic', async () => {
    await scene.exec(
      `mount --bind ${slotDirectory} ${slotDirectory} && mount -o remount,ro,bind ${slotDirectory}`,
    )
    try {
      const { outcome, bad } = await visited()
      expect(outcome).toMatchObject(failed(/^ROLLBACK FAILED .*Read-only file system.*Traffic is on green/))
      expect(bad).toEqual([])
      await expectLive('green')
    } finally {
      await scene.exec(`umount ${slotDirectory}`)
    }
  })

  test('that is down fails the rollback', async () => {
    await scene.exec('kill $(cat /run/nginx.pid); while [ -e /run/nginx.pid ]; do sleep 0.1; done')
    await expect(perform()).rejects.toThrow(/^ROLLBACK FAILED .*does not respond.*Traffic is on green/)
    await scene.exec('nginx')
    await expectLive('green')
    expect(await perform()).toEqual(rolledBack.value)
    await expectLive('blue')
  })

  test('without the slot header fails the rollback', async () => {
    await scene.exec(`sed -i /X-Deployment-Slot/d ${siteFile}; nginx -s reload`)
    const { outcome } = await visited()
    expect(outcome).toMatchObject(failed(/^ROLLBACK FAILED .*does not name the slot.*Traffic is on green/))
    await expectLive('green')
  })
})

describe('the state on the server', () => {
  testSample(2, [
    [`touch ${slotDirectory}/blue`, 'contains blue, green'],
    ['rm /srv/scene/.env', '.env does not exist'],
    [`rm ${slotDirectory}/green`, 'contains nothing'],
    [`mv ${slotDirectory}/green ${slotDirectory}/purple`, 'contains purple'],
    [
      'sed -i s/ACTIVE_DEPLOYMENT_SLOT=.*/ACTIVE_DEPLOYMENT_SLOT=blue/ /srv/scene/.env',
      '.env: blue, proxy: green',
    ],
    [`echo garbage > ${journal}`, 'has invalid lines'],
  ])('is not guessed after "%s"', async (damage, why) => {
    const kept = await scene.exec('cat /srv/scene/.env')
    await scene.exec(damage)
    const before = await visit(url)
    const files = await scene.exec(`ls ${slotDirectory}; cat ${journal}`)
    const { outcome, bad } = await visited()
    await write('/srv/scene/.env', `${kept}\n`)
    expect(outcome).toMatchObject(failed(new RegExp(`^ROLLBACK FAILED: .*${why}`)))
    expect(bad).toEqual([])
    expect(await visit(url)).toEqual(before)
    expect(await scene.exec(`ls ${slotDirectory}; cat ${journal}`)).toBe(files)
    await scene.exec('flock -n /srv/scene/.deploy/lock true')
  })

  test('may be truncated in the last line of the journal', async () => {
    await scene.exec(`truncate -s -20 ${journal}`)
    const { outcome, bad } = await visited()
    expect(outcome).toEqual(rolledBack)
    expect(bad).toEqual([])
    await expectLive('blue')
  })
})

test('two concurrent rollbacks: one restores the old version, the other has nothing to do', async () => {
  const { outcome, bad } = await whileVisited(url, () => Promise.all([perform(), perform()]))
  expect(outcome.status).toBe('fulfilled')
  const outcomes = outcome.status === 'fulfilled' ? outcome.value.map(one => one.outcome) : []
  expect(outcomes.sort()).toEqual(['nothing-to-do', 'rolled-back'])
  expect(bad).toEqual([])
  await expectLive('blue')
})

test('a rollback fails when another run keeps the lock, and reports it', async () => {
  const held = scene.exec(
    `cd /srv/scene/.deploy; echo 'run 7 by ada' > lease; touch holding; flock lock sh -c 'while [ -e holding ]; do sleep 0.1; done'`,
  )
  await scene.exec(`while flock -n /srv/scene/.deploy/lock true; do sleep 0.1; done`)
  await expect(perform(1)).rejects.toThrow(
    /^ROLLBACK FAILED: another deployment is running .*run 7 by ada.*Nothing was changed; manual action required/,
  )
  await scene.exec('cd /srv/scene/.deploy; rm holding lease')
  await held
  await expectLive('green')
})

test('a release that has failed since does not prevent a rollback, even an interrupted one', async () => {
  const facts = { version: 'v3', slot: 'blue', services: [], images: [], run: 'after', migrates: false }
  const lines = ['started', 'failed'].map(state => JSON.stringify({ at: '', release: 'r3', state, facts }))
  await scene.sandbox.server.exec(`cat >> ${journal}`, `${lines.join('\n')}\n`)
  await disconnectWhen(MOVED)
  expect(await perform()).toEqual(rolledBack.value)
  await expectLive('blue')
})

describe('a connection that is lost', () => {
  testSample(2, [
    ['after the move', MOVED, ''],
    ['while a container starts', STARTED, 'docker rm -f scene-app_blue-1'],
    ['before the move', SWITCHING, ''],
    ['when a container has started', SWITCHING, 'docker rm -f scene-app_blue-1'],
  ])('%s is recovered by the next run', async (_, moment, damage) => {
    if (damage) await scene.exec(damage)
    const { bad } = await whileVisited(url, async () => {
      await disconnectWhen(moment)
      expect(await perform()).toEqual(rolledBack.value)
    })
    expect(bad).toEqual([])
    await expectLive('blue')
  })
})
