import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { waitScript } from '@tsh/testing'
import type { SwitchInputs } from '../src/inputs.ts'
import { type Switched, switchTraffic } from '../src/switch-traffic.ts'
import {
  installCaddy,
  installNewerNginx,
  type Scene,
  type Site,
  type Slot,
  siteFile,
  slotDirectory,
  startScene,
  upstreamFile,
  withRemote,
} from './scene/scene.ts'
import { openWebSocket, visit, whileVisited } from './scene/visitors.ts'

let scene: Scene
let url: string

beforeAll(async () => {
  scene = await startScene()
  url = scene.sandbox.publicUrl
  await installCaddy(scene)
})
afterAll(() => scene.stop())

const going = new AbortController().signal
const perform = (changes: Partial<SwitchInputs>): Promise<Switched> =>
  withRemote(scene.target, remote => switchTraffic({ ...scene.inputs, ...changes }, remote, going))
const switchTo = async (slot: Slot, changes: Partial<SwitchInputs> = {}): Promise<Switched> =>
  perform({ release: await scene.prepare(slot), ...changes })
const read = (path: string): Promise<string> => scene.exec(`cat ${path}`)
const states = async (): Promise<string[]> =>
  (await read('/srv/scene/.deploy/releases.jsonl')).split('\n').flatMap(line => {
    return line.includes('"state"') ? [JSON.parse(line).state as string] : []
  })

/** What must hold after every failure: the old slot answers, alone, and the journal has no open switch. */
async function expectBlue(): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 20 }, () => visit(url)))
  expect(new Set(answers.map(({ status, slot }) => `${status} ${slot}`))).toEqual(new Set(['200 blue']))
  expect(await read('/srv/scene/.env')).toContain('ACTIVE_DEPLOYMENT_SLOT=blue\n')
  expect((await states()).at(-1)).not.toBe('switching')
}

describe.each<Site>(['slot-file', 'nginx-reload', 'caddy-slot-file', 'caddy'])('with %s', kind => {
  beforeAll(() => scene.site(kind))

  test('the traffic goes there and back, and no other byte of the env file changes', async () => {
    for (const [slot, other] of [
      ['green', 'blue'],
      ['blue', 'green'],
    ] as const) {
      const result = await switchTo(slot)
      expect(result).toMatchObject({ switched: true, slot, 'previous-slot': other })
      expect(await visit(url)).toEqual({ status: 200, slot })
      expect(await read('/srv/scene/.env')).toBe(
        `# ours\nVERSION=v1\nACTIVE_DEPLOYMENT_SLOT=${slot}\nDEPLOYMENT_SLOT=${slot}\nKEEP="a b"`,
      )
    }
  })

  test('a slot that dies just after the switch loses the traffic again', async () => {
    const before = await read(kind.startsWith('caddy') ? '/etc/caddy/Caddyfile' : '/etc/nginx/nginx.conf')
    // Told apart by its answers: as soon as green has answered a visitor, it is broken.
    const { outcome, answers } = await whileVisited(url, async () => {
      const switching = 'tail -n 2 /srv/scene/.deploy/releases.jsonl | grep -q switching'
      const broken = scene.exec(`${waitScript(switching)}\ntouch /srv/scene/broken-green`)
      try {
        await switchTo('green')
      } finally {
        await broken
      }
    })
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/green .*HTTP 502.*; traffic is on blue$/) },
    })
    await expectBlue()
    expect(answers.at(-1)).toEqual({ status: 200, slot: 'blue' })
    expect((await states()).at(-1)).toBe('rolled-back')
    expect(await read(kind.startsWith('caddy') ? '/etc/caddy/Caddyfile' : '/etc/nginx/nginx.conf')).toBe(
      before,
    )
    await scene.exec('rm -f /srv/scene/broken-green')
  })

  test('two runs at once: one moves the traffic, the other finds it moved', async () => {
    const release = await scene.prepare('green')
    const both = await Promise.all([perform({ release }), perform({ release })])
    expect(both.map(({ switched }) => switched).sort()).toEqual([false, true])
    expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
    await switchTo('blue')
  })

  test('a proxy that is down stops it before anything moves', async () => {
    const stop = kind.startsWith('caddy') ? '/run/caddy.pid' : '/run/nginx.pid'
    await scene.exec(`kill $(cat ${stop}); while [ -d /proc/$(cat ${stop} || echo 0) ]; do sleep 0.1; done`)
    await expect(switchTo('green')).rejects.toThrow('does not answer')
    await scene.site(kind)
    await expectBlue()
  })
})

describe('a slot file', () => {
  beforeEach(() => scene.site('slot-file'))

  test('that nobody can write leaves the traffic where it is', async () => {
    await scene.exec(
      `mount --bind ${slotDirectory} ${slotDirectory} && mount -o remount,ro,bind ${slotDirectory}`,
    )
    const { outcome, bad } = await whileVisited(url, () => switchTo('green'))
    expect(outcome).toMatchObject({
      reason: { message: expect.stringMatching(/Read-only file system; traffic is on blue$/) },
    })
    expect(bad).toEqual([])
    await expectBlue()
    await scene.exec(`umount ${slotDirectory}`)
  })

  test.each([
    [`touch ${slotDirectory}/green`, 'it holds blue, green'],
    [`rm ${slotDirectory}/blue`, 'it holds nothing'],
    [`mv ${slotDirectory}/blue ${slotDirectory}/purple`, 'it holds purple'],
    [
      'sed -i s/ACTIVE_DEPLOYMENT_SLOT=.*/ACTIVE_DEPLOYMENT_SLOT=green/ /srv/scene/.env',
      '(.env says green, the proxy says blue)',
    ],
    ['echo garbage > /srv/scene/.deploy/releases.jsonl', 'the journal is empty'],
  ])('after "%s" nothing is moved', async (damage, message) => {
    const release = await scene.prepare('green')
    await scene.exec(damage)
    const before = await visit(url)
    const { outcome, bad } = await whileVisited(url, () => perform({ release }))
    expect(outcome).toMatchObject({ reason: { message: expect.stringContaining(message) } })
    expect(bad).toEqual([])
    expect(await visit(url)).toEqual(before)
  })

  test('a health endpoint that is answered by somebody else is no health', async () => {
    await scene.exec(
      'docker stop -t 1 scene-app_green-1; setsid socat TCP-LISTEN:8011,fork,reuseaddr TCP:127.0.0.1:8001 & echo $! > /run/socat.pid; sleep 0.3',
    )
    await expect(switchTo('green')).rejects.toThrow(
      'green is not ready: the container of app_green is exited. Traffic stays on blue',
    )
    await scene.exec('kill $(cat /run/socat.pid); docker start scene-app_green-1')
    await expectBlue()
  })

  test('an older release does not take the place of a newer one', async () => {
    const [older] = [await scene.prepare('green'), await scene.prepare('green')]
    await expect(perform({ release: older })).rejects.toThrow(`release ${older} is not the newest`)
    await expectBlue()
  })
})

describe('nginx with a reload', () => {
  beforeEach(() => scene.site('nginx-reload'))

  test('exchanges a link, and leaves it when the other file is broken', async () => {
    await scene.exec(`cd /etc/nginx/upstreams && mv tsh_erp_active.conf tsh_erp_blue.conf
sed s/8001/8011/ tsh_erp_blue.conf > tsh_erp_green.conf; ln -s tsh_erp_blue.conf tsh_erp_active.conf; nginx -s reload`)
    await switchTo('green')
    expect(await scene.exec(`readlink ${upstreamFile}`)).toBe('tsh_erp_green.conf')
    await switchTo('blue')
    await scene.exec('echo "nonsense;" >> /etc/nginx/upstreams/tsh_erp_green.conf')
    const { outcome, bad } = await whileVisited(url, () => switchTo('green'))
    expect(outcome).toMatchObject({
      reason: {
        message: expect.stringMatching(
          /proxy config rejected .*nonsense.*; the configuration on .* is as it was; traffic is on blue$/,
        ),
      },
    })
    expect(bad).toEqual([])
    expect(await scene.exec(`readlink ${upstreamFile}; ls -A /etc/nginx/upstreams`)).toBe(
      'tsh_erp_blue.conf\ntsh_erp_active.conf\ntsh_erp_blue.conf\ntsh_erp_green.conf',
    )
    await expectBlue()
  })

  test('restores the file when nginx cannot be told to reload', async () => {
    const before = await read(upstreamFile)
    await scene.exec('cp /run/nginx.pid /run/nginx.pid.kept; : > /run/nginx.pid')
    const { outcome, bad } = await whileVisited(url, () => switchTo('green'))
    expect(outcome).toMatchObject({
      reason: { message: expect.stringMatching(/previous config restored.*; traffic is on blue$/) },
    })
    expect(bad).toEqual([])
    expect(await read(upstreamFile)).toBe(before)
    expect(await scene.exec('ls -A /etc/nginx/upstreams')).toBe('tsh_erp_active.conf')
    await scene.exec('cp /run/nginx.pid.kept /run/nginx.pid')
    await expectBlue()
  })

  test('completes a switch that lost its runner between the exchange and the reload', async () => {
    const release = await scene.prepare('green')
    await scene.exec(`cd /etc/nginx/upstreams && echo rest > .tsh_erp_active.conf.new
cp tsh_erp_active.conf .tsh_erp_active.conf.old; sed -i s/8001/8011/ tsh_erp_active.conf
sed 's/"prepared"/"switching"/' /srv/scene/.deploy/releases.jsonl | tail -n 1 >> /srv/scene/.deploy/releases.jsonl`)
    expect(await visit(url)).toEqual({ status: 200, slot: 'blue' })
    expect(await perform({ release })).toMatchObject({ switched: true, slot: 'green' })
    expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
    expect(await scene.exec('ls -A /etc/nginx/upstreams')).toBe('tsh_erp_active.conf')
  })

  test('counts the WebSockets on the old slot, and waits until they have ended', async () => {
    const sockets = await Promise.all([1, 2, 3].map(() => openWebSocket(url)))
    expect(await switchTo('green')).toMatchObject({ 'open-connections': 3 })
    expect(sockets.map(socket => socket.readyState)).toEqual(['open', 'open', 'open'])
    for (const socket of sockets) socket.destroy()
    const [socket] = await Promise.all([openWebSocket(url), ...sockets.map(one => once(one, 'close'))])
    setTimeout(() => socket.destroy(), 1500)
    const started = Date.now()
    expect(await switchTo('blue', { drain: 25 })).toMatchObject({ 'open-connections': 0 })
    expect(Date.now() - started).toBeLessThan(20_000)
  })
})

test('Caddy whose admin API is not reached keeps its file', async () => {
  await scene.site('caddy')
  await scene.exec(`sed -i '1i {\\n\\tadmin localhost:2999\\n}' /etc/caddy/Caddyfile`)
  const before = await read('/etc/caddy/Caddyfile')
  const { outcome, bad } = await whileVisited(url, () => switchTo('green'))
  expect(outcome).toMatchObject({
    reason: { message: expect.stringMatching(/previous config restored.*; traffic is on blue$/) },
  })
  expect(bad).toEqual([])
  expect(await read('/etc/caddy/Caddyfile')).toBe(before)
  expect(await scene.exec('ls -A /etc/caddy')).toBe('Caddyfile')
  await expectBlue()
})

describe('several services', () => {
  const several = () => ({
    application: { ...scene.inputs.application, appService: 'app_{slot},api_{slot}' },
  })
  const both = async () => [await visit(url), await visit(`${url}/api`)].map(({ slot }) => slot)
  beforeEach(async () => {
    await scene.site('nginx-reload')
    await scene.exec(`echo 'upstream tsh_api { server 127.0.0.1:9001; }' >> ${upstreamFile}
sed -i 's#^  location / {#  location /api { proxy_pass http://tsh_api; }\\n&#' ${siteFile}; nginx -s reload`)
  })

  test('switch together', async () => {
    await switchTo('green', several())
    expect(await both()).toEqual(['green', 'green'])
    await switchTo('blue', several())
    expect(await both()).toEqual(['blue', 'blue'])
  })

  test('stay together when one of them is not ready', async () => {
    await scene.exec('docker stop -t 1 scene-api_green-1')
    await expect(switchTo('green', several())).rejects.toThrow('the container of api_green is exited')
    expect(await both()).toEqual(['blue', 'blue'])
    await scene.exec('docker start scene-api_green-1')
  })
})

test('a user who may only run nginx as root can reload it', async () => {
  await scene.site('nginx-reload')
  await scene.exec(`install -d -m 700 -o khaleel -g khaleel ~khaleel/.ssh
install -m 600 -o khaleel -g khaleel /root/.ssh/authorized_keys ~khaleel/.ssh/authorized_keys
chown -R khaleel: /srv/scene /etc/nginx/upstreams`)
  const inputs = { ...scene.inputs, target: { ...scene.target, user: 'khaleel' } }
  const release = await scene.prepare('green')
  const withoutSudo = withRemote(inputs.target, remote =>
    switchTraffic({ ...inputs, release }, remote, going),
  )
  await expect(withoutSudo).rejects.toThrow(
    /^khaleel@127\.0\.0\.1 may not run nginx as root \(.*\)\. Allow it in sudoers: khaleel ALL=\(root\) NOPASSWD: \/usr\/sbin\/nginx$/,
  )
  await scene.exec(
    "echo 'khaleel ALL=(root) NOPASSWD: /usr/sbin/nginx' > /etc/sudoers.d/khaleel; chown -R khaleel: /srv/scene",
  )
  const result = await withRemote(inputs.target, remote =>
    switchTraffic({ ...inputs, release }, remote, going),
  )
  expect(result).toMatchObject({ switched: true, slot: 'green' })
  expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
  await scene.exec('chown -R root: /srv/scene')
})

test('nginx with keepalive_min_timeout lets kept connections end, and nobody notices', async () => {
  await installNewerNginx(scene)
  await scene.site('nginx-reload')
  const { outcome, bad } = await whileVisited(url, async () => {
    await switchTo('green')
    await switchTo('blue')
  })
  expect(outcome).toMatchObject({ status: 'fulfilled' })
  expect(bad).toEqual([])
})
