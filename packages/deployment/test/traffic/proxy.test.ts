import { describe, expect, test } from '@jest/globals'
import { application, recordingRemote } from '@tsh/testing'
import { findProxy } from '../../src/index.ts'
import { pattern } from '../../src/traffic/proxy/connections.ts'
import {
  filesOf,
  nginxVersion,
  reloadWarning,
  wholeConfiguration,
} from '../../src/traffic/proxy/nginx-configuration.ts'
import { slotOfHeader, slotsNamed, withSlot } from '../../src/traffic/proxy/upstream-text.ts'

const ports = new Map([
  ['blue', [8001, 9001]],
  ['green', [8011, 9011]],
])

describe('the ports in a configuration', () => {
  const file = `upstream erp { server 127.0.0.1:8001 max_fails=3; keepalive 32; } # not 127.0.0.1:8011
upstream api { server localhost:9001; }
upstream mail { server 127.0.0.1:18001; server 10.0.0.1:8001; }
reverse_proxy :8001 [::1]:9001
`
  test('identify the slot, ignoring comments and other addresses', () => {
    expect(slotsNamed(file, ports)).toEqual(['blue'])
    expect(slotsNamed(`${file}reverse_proxy 127.0.0.1:9011`, ports)).toEqual(['blue', 'green'])
    expect(slotsNamed('# 127.0.0.1:8001\nserver 127.0.0.1:80010;', ports)).toEqual([])
  })
  test('belong to slots with any name, even a part of another word', () => {
    const other = new Map([
      ['a', [1001]],
      ['b', [1002]],
    ])
    expect(slotsNamed('server 127.0.0.1:1002;', other)).toEqual(['b'])
    expect(withSlot('server 127.0.0.1:1002;', 'a', other)).toBe('server 127.0.0.1:1001;')
    expect(slotOfHeader('b', other)).toBe('b')
    expect(slotOfHeader('blue', other)).toBeUndefined()
  })
  test('are replaced service by service, and reverted to the same bytes', () => {
    const green = withSlot(file, 'green', ports)
    expect(green).toBe(`upstream erp { server 127.0.0.1:8011 max_fails=3; keepalive 32; } # not 127.0.0.1:8011
upstream api { server localhost:9011; }
upstream mail { server 127.0.0.1:18001; server 10.0.0.1:8001; }
reverse_proxy :8011 [::1]:9011
`)
    expect(withSlot(green, 'blue', ports)).toBe(file)
    expect(withSlot(file, 'blue', ports)).toBe(file)
  })
  test.each([
    ['green', 'green'],
    ['127.0.0.1:8011', 'green'],
    ['127.0.0.1:8011, 127.0.0.1:9001', 'blue'],
    ['', undefined],
    ['purple', undefined],
    ['127.0.0.1:80', undefined],
  ])('header "%s" is %s', (header, slot) => expect(slotOfHeader(header, ports)).toBe(slot))
})

describe('the whole configuration of nginx', () => {
  const dump = `# configuration file /etc/nginx/nginx.conf:
events {}
http { include mime.types; include /etc/nginx/sites/*.conf; # include gone.conf;
}

# configuration file /etc/nginx/mime.types:
types { text/html html; }

# configuration file /etc/nginx/sites/erp.conf:
include "/etc/nginx/active.conf";

# configuration file /etc/nginx/active.conf:
upstream erp { server 127.0.0.1:8001; }
`
  test('is split into files', () => {
    expect(filesOf(dump).map(({ path }) => path)).toEqual([
      '/etc/nginx/nginx.conf',
      '/etc/nginx/mime.types',
      '/etc/nginx/sites/erp.conf',
      '/etc/nginx/active.conf',
    ])
  })
  test('has all includes inlined and comments unchanged', () => {
    const whole = wholeConfiguration(filesOf(dump))
    expect(whole.replace(/#.*/g, '')).not.toContain('include')
    expect(whole).toContain('# include gone.conf;')
    expect(whole.replace(/\s+/g, ' ')).toContain(
      'http { types { text/html html; } ; upstream erp { server 127.0.0.1:8001; }'.replace(' ;', ''),
    )
  })
  test.each([
    ['1.22.1', '', /^nginx 1\.22\.1 does not support keepalive_min_timeout/],
    ['1.27.3', 'keepalive_min_timeout 10s;', /^nginx 1\.27\.3 does not support/],
    ['1.27.4', '', /is not set/],
    ['1.27.4', '# keepalive_min_timeout 10s;', /is not set/],
    ['1.30.6', '  keepalive_min_timeout 10s;', undefined],
    ['2.0.0', '  keepalive_min_timeout 10s;', undefined],
  ])('nginx %s with "%s"', (version, content, warning) => {
    const actual = reloadWarning(version, [{ path: '/x', content }])
    if (warning) expect(actual).toMatch(warning)
    else expect(actual).toBeUndefined()
  })
  test('has a version', () => expect(nginxVersion('nginx version: nginx/1.22.1\n')).toBe('1.22.1'))
})

test('connections are counted by remote port and state', () => {
  const lines = [
    '   1: 0100007F:C350 0100007F:1F41 01 00000000:00000000 00:00000000 00000000     0        0 1 1',
    '   2: 0100007F:1F41 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 1 1',
    '   3: 0100007F:C351 0100007F:1F41 06 00000000:00000000 00:00000000 00000000     0        0 1 1',
    '  14: 00000000000000000000000001000000:C350 00000000000000000000000001000000:2329 01 0:0 0 0 0 0 1 1',
  ]
  expect(lines.map(line => new RegExp(pattern([8001, 9001])).test(line))).toEqual([true, false, false, true])
})

describe('the proxy of a site', () => {
  const nginx = (file: string) =>
    `# configuration file /etc/nginx/nginx.conf:\nhttp {}\n# configuration file /etc/nginx/a.conf:\n${file}\n`
  const server = ({ folder = false, dump = '', caddyfile = '' }) =>
    recordingRemote(line => {
      if (line.startsWith('test -d')) return { code: folder ? 0 : 1 }
      if (line.includes('read the configuration of nginx'))
        return dump === '' ? { code: 3 } : { stdout: dump, stderr: 'nginx version: nginx/1.22.1' }
      if (line.includes('read /etc/caddy/Caddyfile'))
        return caddyfile === '' ? { code: 3 } : { stdout: caddyfile }
      return undefined
    })
  const find = (at: Parameters<typeof server>[0], proxy: 'auto' | 'slot-file' | 'nginx-reload' | 'caddy') =>
    findProxy(server(at), { ...application.placement, proxy }, async () => ports)
  const all = { folder: true, dump: nginx('server 127.0.0.1:8001;'), caddyfile: 'reverse_proxy :8001' }

  test('is detected, preferring the slot file', async () => {
    expect((await find(all, 'auto')).kind).toBe('slot-file')
    expect((await find({ ...all, folder: false }, 'auto')).kind).toBe('nginx-reload')
    expect((await find({ caddyfile: all.caddyfile }, 'auto')).kind).toBe('caddy')
  })
  test('is the requested one', async () => {
    expect((await find(all, 'nginx-reload')).kind).toBe('nginx-reload')
    expect((await find(all, 'caddy')).kind).toBe('caddy')
    await expect(find({ folder: true }, 'caddy')).rejects.toThrow(
      'no Caddyfile contains the port of exactly one slot on root@server',
    )
  })
  test('with a slot file needs an nginx that does not cache that the file is missing', async () => {
    const problems = async (site: string, http = 'open_file_cache max=1000; open_file_cache_errors on;') => {
      const dump = nginx(`server { if (-f /slots/green) {} add_header X-Deployment-Slot $slot; ${site} }`)
      const at = { folder: true, dump: dump.replace('http {}', `http { ${http} }`) }
      return (await find(at, 'auto')).problems()
    }
    expect(await problems('')).toEqual([
      '/etc/nginx/nginx.conf sets "open_file_cache_errors on", so nginx does not notice a new slot file for up to a minute. Add "open_file_cache off;" to the server block in /etc/nginx/a.conf',
    ])
    expect(await problems('open_file_cache off;')).toEqual([])
    expect(await problems('', 'open_file_cache max=1000; # open_file_cache_errors on;\n')).toEqual([])
    expect(await problems('', 'open_file_cache_errors on;')).toEqual([])
    const other = 'server { open_file_cache max=1000; open_file_cache_errors on; }'
    expect(await problems('', other)).toEqual([])
  })
  test('requests only the sudo permissions that it uses', async () => {
    const denied = (stderr: string) =>
      recordingRemote(line => {
        if (line.startsWith('test -d')) return { code: 1 }
        return line.includes('read the configuration of nginx')
          ? { code: 1, stdout: 'deploy /usr/sbin/nginx\n', stderr: `nginx version: nginx/1.22.1\n${stderr}` }
          : undefined
      })
    const at = { ...application.placement, slotDirectory: undefined }
    const found = (stderr: string) => findProxy(denied(stderr), at, async () => ports)
    await expect(found('sudo: a password is required')).rejects.toThrow(
      /\(sudo: a password is required\)\. Allow it in sudoers, .* NOPASSWD: \/usr\/sbin\/nginx -T, \/usr\/sbin\/nginx -t -q, \/usr\/sbin\/nginx -s reload$/,
    )
    await expect(found('nginx: [emerg] unknown directive "x"')).rejects.toThrow(
      'cannot read its configuration: nginx: [emerg] unknown directive "x"',
    )
  })
  test('never tests another configuration file as root through sudo', async () => {
    const remote = recordingRemote(line => {
      if (line.startsWith('test -d')) return { code: 1 }
      if (line.includes('read the configuration of nginx'))
        return { stdout: nginx('server 127.0.0.1:8001;'), stderr: 'nginx version: nginx/1.22.1' }
      return line.includes('read /etc/nginx/a.conf') ? { stdout: 'server 127.0.0.1:8001;' } : undefined
    })
    const at = { ...application.placement, slotDirectory: undefined }
    await (await findProxy(remote, at, async () => ports)).move('green')
    const asRoot = remote.commands.flatMap(line => [...line.matchAll(/as_root (nginx( -\w+| reload)+)/g)])
    expect(new Set(asRoot.map(([, command]) => command))).toEqual(
      new Set(['nginx -T', 'nginx -t -q', 'nginx -s reload']),
    )
  })
  test('warns about nginx versions whose reload loses requests', async () => {
    expect((await find(all, 'nginx-reload')).warnings.join()).toContain('nginx 1.22.1 does not support')
  })
  test('reports what is missing, and does not guess when several files contain ports', async () => {
    await expect(find({ dump: nginx('') }, 'auto')).rejects.toThrow(
      /\/slots does not exist, and no nginx configuration file/,
    )
    const two = `${nginx('server 127.0.0.1:8001;')}# configuration file /etc/nginx/b.conf:\nserver 127.0.0.1:8011;\n`
    await expect(find({ dump: two }, 'auto')).rejects.toThrow(
      '/etc/nginx/a.conf (blue), /etc/nginx/b.conf (green)',
    )
  })
})
