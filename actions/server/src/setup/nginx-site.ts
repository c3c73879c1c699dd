import { createHash } from 'node:crypto'

/** A site that passes requests to the application on the server's loopback. */
export interface Site {
  /** Name of the file and prefix of the upstreams. */
  name: string
  host: string
  /** By the name of the slot, or `app` and `handover` for a service that is replaced in place; the first is the default. */
  ports: ReadonlyMap<string, number>
  /** Folder with the slot file. */
  slotDirectory: string
  /** Whether the server has IPv6 addresses. */
  hasIpv6: boolean
  /** Folder with `fullchain.pem` and `privkey.pem`; undefined without a certificate. */
  certificates: string | undefined
}

/** The configuration of nginx: it looks for the slot file on every request, so a switch needs no reload. */
export function siteConfiguration(site: Site): string {
  const { host, ports, slotDirectory } = site
  const prefix = prefixOf(site.name)
  const [first = '', second] = ports.keys()
  const upstreams = [...ports].map(
    ([slot, port]) => `upstream ${prefix}_${slot} { server 127.0.0.1:${port}; keepalive 32; }`,
  )
  const other = second ? [`  if (-f ${slotDirectory}/${second}) { set $slot ${second}; }`] : []
  return `map $http_upgrade $${prefix}_connection { default upgrade; "" ""; }
${upstreams.join('\n')}
server {
${listening(site).join('\n')}
  server_name ${host};
  client_max_body_size 25m;
  open_file_cache off;
  set $slot ${first};
${[...other, '  add_header X-Deployment-Slot $slot always;'].join('\n')}
  location / {
    proxy_pass http://${prefix}_$slot;
    proxy_http_version 1.1;
    proxy_set_header Connection $${prefix}_connection;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
  }
}
`
}

/** nginx refuses variables with more than about 50 characters (`variables_hash_bucket_size`). */
const MAX_PREFIX_CHARACTERS = 30

/** The name in the form of a variable; a long one ends in its hash. */
function prefixOf(name: string): string {
  const prefix = name.replace(/[^A-Za-z0-9]/g, '_')
  if (prefix.length <= MAX_PREFIX_CHARACTERS) return prefix
  return `${prefix.slice(0, 20)}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

const listening = ({ certificates, hasIpv6 }: Site): string[] => [
  '  listen 80;',
  ...(hasIpv6 ? ['  listen [::]:80;'] : []),
  ...(certificates
    ? [
        '  listen 443 ssl;',
        ...(hasIpv6 ? ['  listen [::]:443 ssl;'] : []),
        `  ssl_certificate ${certificates}/fullchain.pem;`,
        `  ssl_certificate_key ${certificates}/privkey.pem;`,
      ]
    : []),
]
