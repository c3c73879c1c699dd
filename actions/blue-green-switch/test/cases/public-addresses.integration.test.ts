import { beforeEach, expect } from '@jest/globals'
import { waitScript } from '@tsh/testing'
import { caseTest, caseTestFull } from '@tsh/testing/case-test'
import { installCaddy, siteFile } from '../scene/scene.ts'
import { prepare, read, scene, switchTo } from '../scene/switching.ts'

prepare()
beforeEach(() => scene.site('slot-file'))

const toGreen = { switched: true, slot: 'green', 'previous-slot': 'blue' }

/** Changes the port of the site; afterwards nothing listens on port 80. */
const listenOn = (port: number, directives: string): Promise<string> =>
  scene.exec(`sed -i 's#^  listen 80;#  ${directives}#' ${siteFile} && nginx -t -q && nginx -s reload
${waitScript(`grep -q ':${hexadecimal(port)} .* 0A ' /proc/net/tcp`)}
${waitScript(`! grep -q ':${hexadecimal(80)} .* 0A ' /proc/net/tcp`)}`)

const hexadecimal = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0')

// getodk/central#285
caseTest('case-51', 'the port of the public address is requested from the proxy', async () => {
  await listenOn(8080, 'listen 8080;')
  await expect(switchTo('green', { publicUrl: 'http://erp.example:8080' })).resolves.toMatchObject(toGreen)
})

caseTestFull('case-51b', 'a proxy that only listens on the public address is requested there', async () => {
  const address = await scene.exec("hostname -I | cut -d ' ' -f 1")
  await scene.exec(`sed -i 's#^  listen 80;#  listen ${address}:80;#' ${siteFile} && nginx -t -q && nginx -s stop
${waitScript('! [ -e /run/nginx.pid ]')}
nginx`)
  await expect(switchTo('green')).resolves.toMatchObject(toGreen)
})

const CERTIFICATE = `mkdir -p /etc/nginx/tls && cd /etc/nginx/tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=erp.example -addext subjectAltName=DNS:erp.example -keyout key.pem -out certificate.pem 2>&1`

// cloudflare/origin-ca-issuer#27: the certificate is for the proxy in front, and not signed by a public authority.
caseTest('case-52a', 'a site with a certificate of a private authority is switched', async () => {
  await scene.exec(CERTIFICATE)
  await listenOn(443, 'listen 443 ssl; ssl_certificate tls/certificate.pem; ssl_certificate_key tls/key.pem;')
  await expect(switchTo('green', { publicUrl: 'https://erp.example' })).resolves.toMatchObject(toGreen)
})

// FlowFuse/flowfuse#2268
caseTestFull(
  'case-52b',
  'a site behind a TLS-terminating load balancer is requested over plain HTTP',
  async () => {
    await expect(switchTo('green', { publicUrl: 'https://erp.example' })).resolves.toMatchObject(toGreen)
  },
)

const FOLLOWED = `Caddy is switched, sites/erp.caddy names 8011`

// caddyserver/caddy#704, soundscape-community/soundscape#68. Caddy is installed for this test.
caseTestFull(
  'case-55',
  'a Caddyfile that only imports others is followed, or the import is reported',
  async () => {
    await installCaddy(scene)
    await scene.site('caddy')
    await scene.exec(`mkdir -p /etc/caddy/sites && mv /etc/caddy/Caddyfile /etc/caddy/sites/erp.caddy
echo 'import sites/*.caddy' > /etc/caddy/Caddyfile && caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile 2>&1`)
    try {
      const outcome = await switchTo('green').then(
        async () => `Caddy is switched, sites/erp.caddy names ${await namedPort()}`,
        (error: Error) => error.message,
      )
      if (outcome !== FOLLOWED) expect(outcome).toMatch(/\bimport\b/)
    } finally {
      await scene.exec('rm -rf /etc/caddy/sites')
    }
  },
)

const namedPort = async (): Promise<string | undefined> =>
  /reverse_proxy 127\.0\.0\.1:(\d+)/.exec(await read('/etc/caddy/sites/erp.caddy'))?.[1]
