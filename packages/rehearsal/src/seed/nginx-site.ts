export interface Site {
  /** The repository's name: names upstreams and the slot folder. */
  name: string
  ports: { blue: number; green: number } | { app: number; handover?: number }
}

export const slotFolder = (name: string): string => `/etc/nginx/slots/${name}`

/** Flag files that make the site answer /openapi.json with 500 for one slot: a rehearsed failure of smoke tests. */
export const brokenFlag = (slot: string): string => `/run/rehearsal/broken-${slot}`

/** The site's configuration: the slot file picks one of two upstreams for each request, without a reload. */
export function siteConfiguration(site: Site): string {
  const slots = 'blue' in site.ports
  const upstreams = Object.entries(site.ports).map(([slot, port]) => upstream(`${site.name}_${slot}`, port))
  const handover = 'handover' in site.ports
  const choice = slots
    ? `set $slot blue;\n    if (-f ${slotFolder(site.name)}/green) { set $slot green; }`
    : `set $slot app;${handover ? `\n    if (-f ${slotFolder(site.name)}/handover) { set $slot handover; }` : ''}`
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
${choice.replace(/^(?=\S)/gm, '  ').replace(/^ {4}/gm, '  ')}
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
