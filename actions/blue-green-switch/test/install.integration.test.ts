import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { testSample } from '@tsh/testing/full'
import { switchTraffic } from '../src/switch-traffic.ts'
import { type Scene, siteFile, slotDirectory, startScene, upstreamFile, withRemote } from './scene/scene.ts'
import { visit, whileVisited } from './scene/visitors.ts'

let scene: Scene
let url: string

beforeAll(async () => {
  scene = await startScene()
  url = scene.sandbox.publicUrl
})
afterAll(() => scene.stop())
beforeEach(() => scene.site('nginx-reload'))

const install = async () => {
  const release = await scene.prepare('green')
  return withRemote(scene.target, remote =>
    switchTraffic({ ...scene.inputs, release, allowInstall: true }, remote, new AbortController().signal),
  )
}
const tree = (): Promise<string> =>
  scene.exec(
    'cd /etc/nginx && find . -type f -exec md5sum {} + | sort -k 2; find . -type l -o -type d | sort',
  )

test('sets up the slot file once and switches with it, without failed requests', async () => {
  const { outcome, bad } = await whileVisited(url, install)
  expect(outcome).toMatchObject({ value: { switched: true, slot: 'green' } })
  expect(bad).toEqual([])
  expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
  expect(await scene.exec(`ls -A ${slotDirectory}`)).toBe('green')
  const site = await scene.exec(`cat ${siteFile}`)
  expect(site).toContain('upstream tsh_erp_green { server 127.0.0.1:8011; keepalive 32; }')
  expect(site).toContain('proxy_pass http://tsh_erp_$slot;')
  expect(site.match(/X-Deployment-Slot/g)).toHaveLength(1)
  // The second time there is nothing to install, and the switch uses the slot file.
  await scene.exec(
    `mv ${slotDirectory}/green ${slotDirectory}/blue; sed -i s/SLOT=green/SLOT=blue/ /srv/scene/.env`,
  )
  const before = await scene.exec(`md5sum ${siteFile}`)
  expect(await install()).toMatchObject({ switched: true })
  expect(await scene.exec(`md5sum ${siteFile}`)).toBe(before)
})

test('a site that contains the port itself gets upstreams too', async () => {
  await scene.exec(
    `rm ${upstreamFile}; sed -i '/^include/d; s#http://tsh_erp;#http://127.0.0.1:8001;#' ${siteFile}; nginx -s reload`,
  )
  expect(await install()).toMatchObject({ switched: true, slot: 'green' })
  expect(await visit(url)).toEqual({ status: 200, slot: 'green' })
})

testSample(2, [
  [
    'a path in proxy_pass',
    `sed -i 's#http://tsh_erp;#http://tsh_erp/;#' ${siteFile}`,
    '"proxy_pass http://tsh_erp/;" in /etc/nginx/sites-enabled/tsh-erp.conf has a path',
  ],
  [
    'a name that is taken',
    "echo 'upstream tsh_erp_green { server 127.0.0.1:9; }' > /etc/nginx/conf.d/other.conf",
    'duplicate upstream "tsh_erp_green"',
  ],
  [
    'separate headers in the location',
    `sed -i 's/location . {/&\\n    add_header X-Own yes;/' ${siteFile}`,
    'x-deployment-slot is missing',
  ],
  ['a broken configuration', 'echo nonsense > /etc/nginx/conf.d/other.conf', 'cannot read its configuration'],
])('%s: nothing is set up and every file is unchanged', async (_name, change, message) => {
  await scene.exec(change)
  const before = await tree()
  const { outcome, bad } = await whileVisited(url, install)
  expect(outcome).toMatchObject({ reason: { message: expect.stringContaining(message) } })
  expect(bad).toEqual([])
  expect(await tree()).toBe(before)
  expect(await visit(url)).toEqual({ status: 200, slot: 'blue' })
  await scene.exec('rm -f /etc/nginx/conf.d/other.conf')
})
