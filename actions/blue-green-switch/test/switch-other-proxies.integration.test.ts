import { beforeAll, expect, test } from '@jest/globals'
import { describeFull } from '@tsh/testing/full'
import { installCaddy, installNewerNginx } from './scene/scene.ts'
import { describeSwitching, expectBlue, prepare, read, scene, switchTo, url } from './scene/switching.ts'
import { whileVisited } from './scene/visitors.ts'

// `npm test` only runs the same with the nginx of the sandbox, in switch.integration.test.ts.
describeFull('proxies that are installed for the test', () => {
  prepare()
  beforeAll(() => installCaddy(scene))

  describeSwitching('caddy-slot-file')
  describeSwitching('caddy')

  test('Caddy with an unreachable admin API keeps its file', async () => {
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

  test('nginx with keepalive_min_timeout lets kept connections finish without failed requests', async () => {
    await installNewerNginx(scene)
    await scene.site('nginx-reload')
    const { outcome, bad } = await whileVisited(url, async () => {
      await switchTo('green')
      await switchTo('blue')
    })
    expect(outcome).toMatchObject({ status: 'fulfilled' })
    expect(bad).toEqual([])
  })
})
