import { describe, expect, test } from '@jest/globals'
import { parseContainers } from '../src/slot-containers.ts'
import { slotFileSite } from '../src/slot-file-site.ts'

const setup = {
  ports: new Map([
    ['blue', [8001, 9001]],
    ['green', [8011, 9011]],
  ]),
  active: 'green',
  idle: 'blue',
  directory: '/etc/nginx/slots/erp',
}
const site = (content: string, more: { path: string; content: string }[] = []) =>
  slotFileSite([{ path: '/etc/nginx/site.conf', content }, ...more], setup)

describe('a site with a slot file', () => {
  test('selects the slot only in the server blocks that pass requests to the application', () => {
    const upstreams =
      'upstream app { server 127.0.0.1:8011 max_fails=0; }\nupstream api { server 127.0.0.1:9011; }\n'
    const { content } = site(
      `server { listen 80; return 301 https://x; } # server { proxy_pass http://app; }
server {
  if ($x = "}") { return 403; }
  location / { proxy_pass http://app; }
  location /api { proxy_pass http://api; }
  location /mail { proxy_pass http://127.0.0.1:8002; }
}
`,
      [{ path: '/etc/nginx/active.conf', content: upstreams }],
    )
    expect(content).toBe(`upstream app_blue { server 127.0.0.1:8001 max_fails=0; }
upstream app_green { server 127.0.0.1:8011 max_fails=0; }
upstream api_blue { server 127.0.0.1:9001; }
upstream api_green { server 127.0.0.1:9011; }

server { listen 80; return 301 https://x; } # server { proxy_pass http://app; }
server {
    # The file in this folder selects the slot, on every request and without a reload.
    set $slot blue;
    if (-f /etc/nginx/slots/erp/green) { set $slot green; }
    add_header X-Deployment-Slot $slot always;

  if ($x = "}") { return 403; }
  location / { proxy_pass http://app_$slot; }
  location /api { proxy_pass http://api_$slot; }
  location /mail { proxy_pass http://127.0.0.1:8002; }
}
`)
  })
  test.each([
    ['server { location / { proxy_pass http://127.0.0.1:8011/v1/; } }', 'has a path'],
    ['server { location / { proxy_pass http://127.0.0.1:8002; } }', 'found no file.'],
  ])('%s requires a manual setup', (content, message) => {
    expect(() => site(content)).toThrow(message)
  })
  test('two files that pass requests to the slots require a manual setup', () => {
    const content = 'server { location / { proxy_pass http://127.0.0.1:8011; } }'
    expect(() => site(content, [{ path: '/etc/nginx/b.conf', content }])).toThrow(
      'found /etc/nginx/site.conf, /etc/nginx/b.conf.',
    )
  })
})

test('parses both formats of the container list of compose', () => {
  const one = { Service: 'app_blue', State: 'running', Image: 'erp:1' }
  expect(parseContainers(JSON.stringify([one]))).toEqual([one])
  expect(parseContainers(`${JSON.stringify(one)}\n${JSON.stringify(one)}\n`)).toEqual([one, one])
  expect(parseContainers('\n')).toEqual([])
})
