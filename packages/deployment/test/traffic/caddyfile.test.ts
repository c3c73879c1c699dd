import { describe, expect, test } from '@jest/globals'
import { application, recordingRemote } from '@tsh/testing'
import { findProxy } from '../../src/index.ts'
import { importsIn } from '../../src/traffic/proxy/caddyfile.ts'

const ports = new Map([
  ['blue', [8001]],
  ['green', [8011]],
])

/** A server with Caddy and these files; a pattern matches the files with its prefix. */
const server = (files: Record<string, string>) =>
  recordingRemote(line => {
    if (line.startsWith('test -d')) return { code: 1 }
    if (line.includes('read the configuration of nginx')) return { code: 3 }
    if (line.includes('read /etc/caddy/Caddyfile')) return { stdout: files['/etc/caddy/Caddyfile'] ?? '' }
    if (line.includes('read what the Caddyfile imports')) {
      const patterns = line.split('read what the Caddyfile imports ')[1]?.split(' ') ?? []
      const found = Object.entries(files).filter(([path]) =>
        patterns.some(pattern => path.startsWith(pattern.replace(/\*.*$/, ''))),
      )
      return { stdout: found.map(([path, text]) => `${encoded(path)} ${encoded(text)}\n`).join('') }
    }
    return undefined
  })
const encoded = (text: string): string => Buffer.from(text).toString('base64')
const find = (files: Record<string, string>) => {
  const remote = server(files)
  const proxy = findProxy(
    remote,
    { ...application.placement, slotDirectory: undefined, proxy: 'caddy' },
    async () => ports,
  )
  return { remote, proxy }
}

describe('the Caddyfile', () => {
  test('is followed to the file that contains the port of one slot', async () => {
    const { proxy } = find({
      '/etc/caddy/Caddyfile': '(common) {\n\tencode gzip\n}\nimport sites/*.caddy\n',
      '/etc/caddy/sites/erp.caddy': 'erp.example {\n\timport common\n\timport ../upstreams/erp\n}\n',
      '/etc/caddy/sites/shop.caddy': 'shop.example {\n\trespond ok\n}\n',
      '/etc/caddy/upstreams/erp': 'reverse_proxy 127.0.0.1:8001 {\n\theader_down X-Deployment-Slot blue\n}\n',
    })
    const { description, problems } = await proxy
    expect(description).toContain('/etc/caddy/upstreams/erp')
    expect(await problems()).toEqual([])
  })

  test('is rejected when several files contain slot ports', async () => {
    const { proxy } = find({
      '/etc/caddy/Caddyfile': 'import sites/*',
      '/etc/caddy/sites/a': 'reverse_proxy :8001',
      '/etc/caddy/sites/b': 'reverse_proxy :8011',
    })
    await expect(proxy).rejects.toThrow(
      'several files imported by /etc/caddy/Caddyfile contain slot ports: /etc/caddy/sites/a (blue), /etc/caddy/sites/b (green)',
    )
  })

  test('is not read repeatedly when files import each other', async () => {
    const { proxy, remote } = find({
      '/etc/caddy/Caddyfile': 'import a',
      '/etc/caddy/a': 'import b\nreverse_proxy :8001',
      '/etc/caddy/b': 'import a',
    })
    await proxy
    expect(remote.commands.filter(line => line.includes('imports')).length).toBeLessThan(5)
  })

  test('without imports is read with one command', async () => {
    const { proxy, remote } = find({ '/etc/caddy/Caddyfile': 'reverse_proxy :8001' })
    expect((await proxy).kind).toBe('caddy')
    expect(remote.commands.filter(line => /caddy/i.test(line))).toHaveLength(1)
  })
})

test.each([
  ['import sites/*', '/etc/caddy/sites/*'],
  ['\timport /srv/erp.caddy 127.0.0.1:8001', '/srv/erp.caddy'],
  ['import "my sites/*"', '/etc/caddy/my sites/*'],
  ['import `my sites/*`', '/etc/caddy/my sites/*'],
])('%s', (content, pattern) =>
  expect(importsIn({ path: '/etc/caddy/Caddyfile', content }).map(found => found.pattern)).toEqual([pattern]),
)

test.each(['# import sites/*', 'respond "import sites/*"', 'important x'])('%s imports nothing', content =>
  expect(importsIn({ path: '/etc/caddy/Caddyfile', content })).toEqual([]),
)
