export interface Site {
  /** The repository's name, used for upstreams and the slot folder. */
  name: string
  /** By slot: the two slots, or `app` and `handover`; the first one is the default. */
  ports: Record<string, number>
  /** The folder with the slot file; default: {@link slotFolder}. */
  slotDirectory?: string
}

/** The default folder of a repository's slot file. */
export const slotFolder = (name: string): string => `/etc/nginx/slots/${name}`

/** A flag file that makes the site return 500 for /openapi.json in one slot, to fail smoke tests. */
export const brokenFlag = (slot: string): string => `/run/rehearsal/broken-${slot}`

/** The site's configuration: the slot file selects one of two upstreams per request, without a reload. */
export function siteConfiguration(site: Site): string {
  const [first, second] = Object.keys(site.ports)
  const upstreams = Object.entries(site.ports).map(([slot, port]) => upstream(`${site.name}_${slot}`, port))
  const folder = site.slotDirectory ?? slotFolder(site.name)
  const other = second ? `\n  if (-f ${folder}/${second}) { set $slot ${second}; }` : ''
  return `map $http_upgrade $rehearsal_connection {
  default upgrade;
  '' '';
}

${upstreams.join('\n')}
server {
  listen 80 default_server;
  client_max_body_size 25m;
  keepalive_requests 1000000;
  keepalive_timeout 300s;
  set $slot ${first};${other}
  add_header X-Deployment-Slot $slot always;

  location / {
    ${proxy(site.name)}
  }
  location = /openapi.json {
    if (-f ${brokenFlag('$slot')}) { return 500; }
    ${proxy(site.name)}
  }
}
`
}

const upstream = (name: string, port: number): string => `upstream ${name} {
  server 127.0.0.1:${port};
  keepalive 32;
  keepalive_requests 1000000;
}
`

const proxy = (name: string): string =>
  [
    `proxy_pass http://${name}_$slot;`,
    'proxy_http_version 1.1;',
    'proxy_set_header Connection $rehearsal_connection;',
    'proxy_set_header Upgrade $http_upgrade;',
    'proxy_set_header Host $host;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    'proxy_set_header X-Forwarded-Proto $scheme;',
    'proxy_read_timeout 300s;',
    'proxy_send_timeout 300s;',
  ].join('\n    ')
