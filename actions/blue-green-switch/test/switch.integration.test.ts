import { once } from 'node:events'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { testSample } from '@tsh/testing/full'
import type { SwitchInputs } from '../src/inputs.ts'
import { switchTraffic } from '../src/switch-traffic.ts'
import { siteFile, slotDirectory, upstreamFile, withRemote } from './scene/scene.ts'
import {
  describeSwitching,
  expectBlue,
  never,
  perform,
  prepare,
  read,
  scene,
  switchTo,
  url,
} from './scene/switching.ts'
import { openWebSocket, visit, whileVisited } from './scene/visitors.ts'

prepare()

// Caddy and a newer nginx are in switch-other-proxies.integration.test.ts.
describeSwitching('slot-file')
describeSwitching('nginx-reload')

describe('a slot file', () => {
  beforeEach(() => scene.site('slot-file'))

  test('that is read-only does not move the traffic', async () => {
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

  testSample(2, [
    [`touch ${slotDirectory}/green`, 'but contains blue, green'],
    ['echo garbage > /srv/scene/.deploy/releases.jsonl', 'the journal is empty'],
    [`rm ${slotDirectory}/blue`, 'but contains nothing'],
    [`mv ${slotDirectory}/blue ${slotDirectory}/purple`, 'but contains purple'],
    [
      'sed -i s/ACTIVE_DEPLOYMENT_SLOT=.*/ACTIVE_DEPLOYMENT_SLOT=green/ /srv/scene/.env',
      '(.env: green, proxy: blue)',
    ],
  ])('after "%s" nothing is moved', async (damage, message) => {
    const release = await scene.prepare('green')
    await scene.exec(damage)
    const before = await visit(url)
    const { outcome, bad } = await whileVisited(url, () => perform({ release }))
    expect(outcome).toMatchObject({ reason: { message: expect.stringContaining(message) } })
    expect(bad).toEqual([])
    expect(await visit(url)).toEqual(before)
  })

  test('a health endpoint served by another process is not accepted', async () => {
    await scene.exec(
      'docker stop -t 1 scene-app_green-1; setsid socat TCP-LISTEN:8011,fork,reuseaddr TCP:127.0.0.1:8001 & echo $! > /run/socat.pid; sleep 0.3',
    )
    await expect(switchTo('green')).rejects.toThrow(
      'green is not ready: the container of app_green is exited. Traffic stays on blue',
    )
    await scene.exec('kill $(cat /run/socat.pid); docker start scene-app_green-1')
    await expectBlue()
  })

  test('an older release does not replace a newer one', async () => {
    const [older] = [await scene.prepare('green'), await scene.prepare('green')]
    await expect(perform({ release: older })).rejects.toThrow(`release ${older} is not the newest`)
    await expectBlue()
  })
})

describe('nginx with a reload', () => {
  beforeEach(() => scene.site('nginx-reload'))

  test('exchanges a symlink, and keeps it when the other file is broken', async () => {
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
          /proxy config rejected .*nonsense.*; the configuration on .* is unchanged; traffic is on blue$/,
        ),
      },
    })
    expect(bad).toEqual([])
    expect(await scene.exec(`readlink ${upstreamFile}; ls -A /etc/nginx/upstreams`)).toBe(
      'tsh_erp_blue.conf\ntsh_erp_active.conf\ntsh_erp_blue.conf\ntsh_erp_green.conf',
    )
    await expectBlue()
  })

  test('restores the file when nginx cannot be reloaded', async () => {
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

  test('counts the WebSockets on the old slot, and waits until they are closed', async () => {
    const sockets = await Promise.all([1, 2, 3].map(() => openWebSocket(url)))
    expect(await switchTo('green')).toMatchObject({ 'open-connections': 3 })
    expect(sockets.map(socket => socket.readyState)).toEqual(['open', 'open', 'open'])
    for (const socket of sockets) socket.destroy()
    const [socket] = await Promise.all([openWebSocket(url), ...sockets.map(one => once(one, 'close'))])
    setTimeout(() => socket.destroy(), 1500)
    const started = Date.now()
    expect(await switchTo('blue', { drain: 170 })).toMatchObject({ 'open-connections': 0 })
    expect(Date.now() - started).toBeLessThan(150_000)
  })
})

describe('several services', () => {
  const several = (): Pick<SwitchInputs, 'application'> => {
    const { application } = scene.inputs
    const services = ['app_{slot}', 'api_{slot}'] as const
    return { application: { ...application, placement: { ...application.placement, services } } }
  }
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

test('a user with sudo rights only for nginx can reload it', async () => {
  await scene.site('nginx-reload')
  await scene.exec(`install -d -m 700 -o khaleel -g khaleel ~khaleel/.ssh
install -m 600 -o khaleel -g khaleel /root/.ssh/authorized_keys ~khaleel/.ssh/authorized_keys
chown -R khaleel: /srv/scene /etc/nginx/upstreams`)
  const inputs = { ...scene.inputs, target: { ...scene.target, user: 'khaleel' } }
  const release = await scene.prepare('green')
  const withoutSudo = withRemote(inputs.target, remote =>
    switchTraffic({ ...inputs, release }, remote, never),
  )
  await expect(withoutSudo).rejects.toThrow(
    /^khaleel@127\.0\.0\.1 is not allowed to run nginx as root \(.*\)\. Allow it in sudoers, with these arguments only: khaleel ALL=\(root\) NOPASSWD: \/usr\/sbin\/nginx -T, \/usr\/sbin\/nginx -t -q, \/usr\/sbin\/nginx -s reload$/,
  )
  await scene.exec(
    "echo 'khaleel ALL=(root) NOPASSWD: /usr/sbin/nginx -T, /usr/sbin/nginx -t -q, /usr/sbin/nginx -s reload' > /etc/sudoers.d/khaleel; chown -R khaleel: /srv/scene",
  )
  const result = await withRemote(inputs.target, remote =>
    switchTraffic({ ...inputs, release }, remote, never),
  )
  expect(result).toMatchObject({ switched: true, slot: 'green' })
  expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
  await scene.exec('chown -R root: /srv/scene')
})
