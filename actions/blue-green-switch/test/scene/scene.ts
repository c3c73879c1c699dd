import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Remote, type Target } from '@tsh/remote'
import { mustExec, type Sandbox, startServer } from '@tsh/sandbox'
import { slotApplication, waitScript } from '@tsh/testing'
import type { SwitchInputs } from '../../src/inputs.ts'

export type Slot = 'blue' | 'green'

/** A server with two slots of an application that are always running, and a proxy in front of them. */
export interface Scene {
  sandbox: Sandbox
  target: Target
  inputs: SwitchInputs
  /** Runs a command on the server as root. */
  exec(command: string, input?: string | Buffer): Promise<string>
  /** Records a prepared release of a slot in the journal. @returns its ID */
  prepare(slot: Slot): Promise<string>
  /** Sets up only one of the README's proxies, with blue live. */
  site(kind: Site): Promise<void>
  stop(): Promise<void>
}

export type Site = 'slot-file' | 'slot-file-with-canary' | 'nginx-reload' | 'caddy' | 'caddy-slot-file'

const image = 'node:20-slim'
export const slotDirectory = '/etc/nginx/slots/tsh-erp'
export const siteFile = '/etc/nginx/sites-enabled/tsh-erp.conf'
export const upstreamFile = '/etc/nginx/upstreams/tsh_erp_active.conf'

export async function startScene(log: (line: string) => void = () => {}): Promise<Scene> {
  const server = await startServer({ baseImages: [image], log })
  const { sandbox, target, exec } = server
  for (const name of ['server.js', 'compose.yml'])
    await server.write(`/srv/scene/${name}`, readFileSync(join(import.meta.dirname, name)))
  await exec(PREPARE)
  let releases = 0
  return {
    sandbox,
    target,
    inputs: inputsFor(target),
    exec,
    async prepare(slot) {
      const id = `r${++releases}`
      const facts = { version: 'v1', sha: 'a', slot, services: [], images: [], run: '', actor: '' }
      const lines = ['started', 'prepared'].map(state =>
        JSON.stringify({ at: '', release: id, state, facts }),
      )
      await exec('cat >> /srv/scene/.deploy/releases.jsonl', `${lines.join('\n')}\n`)
      return id
    },
    site: kind => makeSite(sandbox, kind),
    stop: server.stop,
  }
}

/** A script that waits until applications respond; Docker listens on their ports before they do. */
export const untilAnswering = (...ports: number[]): string =>
  ports
    .map(port => {
      const probe = `exec 3<>/dev/tcp/127.0.0.1/${port} && printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3 && grep -q " 200 " <&3`
      return waitScript(`bash -c '${probe}' 2> /dev/null`)
    })
    .join('\n')

const PREPARE = `set -e; cd /srv/scene
docker tag ${image} scene:v1
mkdir -p .deploy; printf '# ours\\nVERSION=v1\\nACTIVE_DEPLOYMENT_SLOT=blue\\nDEPLOYMENT_SLOT=blue\\nKEEP="a b"\\n' > .env
git init -q && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m first
VERSION=v1 docker compose -f compose.yml --profile green up -d 2>&1
${untilAnswering(8001, 8011, 9001, 9011)}`

function inputsFor(target: Target): SwitchInputs {
  return {
    target,
    application: slotApplication({ path: '/srv/scene', composeFiles: ['compose.yml'] }, { slotDirectory }),
    release: '',
    slot: undefined,
    publicUrl: 'http://erp.example',
    allowInstall: false,
    canary: 0,
    healthTimeout: 10,
    drain: 0,
    lockTimeout: 30,
  }
}

/** The configurations in the README, in order, so that the tests use what users paste. */
export function readmeBlocks(language: string): string[] {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  )
}

async function makeSite({ server: { exec } }: Sandbox, kind: Site): Promise<void> {
  const [slotFile = '', upstream = '', include = '', httpLevel = '', serverLevel = ''] = readmeBlocks('nginx')
  const withCanary = httpLevel + slotFile.replace('  location / {', `${serverLevel}  location / {`)
  const [caddySlotFile = '', caddyReload = ''] = readmeBlocks('caddyfile')
  const files: Record<Site, Record<string, string>> = {
    'slot-file': { [siteFile]: slotFile },
    'slot-file-with-canary': { [siteFile]: withCanary },
    'nginx-reload': { [siteFile]: include, [upstreamFile]: upstream },
    caddy: { '/etc/caddy/Caddyfile': caddyReload },
    'caddy-slot-file': { '/etc/caddy/Caddyfile': caddySlotFile },
  }
  await mustExec(exec, CLEAR)
  const version = (await exec('nginx -v 2>&1')).stdout
  for (const [path, text] of Object.entries(files[kind])) {
    // nginx before 1.27.4 does not support the directive, see the README.
    const known = /1\.2[0-6]\./.test(version) ? text.replace(/^keepalive_min_timeout.*\n/m, '') : text
    // The proxies must not close the connection of the load test after 1000 requests.
    const patient = known.replace('  listen 80;\n', '  listen 80;\n  keepalive_requests 1000000;\n')
    await mustExec(exec, `mkdir -p "$(dirname ${path})"; cat > ${path}`, patient)
  }
  if (kind.includes('slot-file'))
    await mustExec(exec, `mkdir -p ${slotDirectory}; touch ${slotDirectory}/blue`)
  await mustExec(exec, kind.startsWith('caddy') ? CADDY : NGINX)
}

/** Something listens on port 80. */
const LISTENS = "grep -qE ':0050 [0-9A-F]+:0000 0A' /proc/net/tcp /proc/net/tcp6"

const CLEAR = `cd /srv/scene; rm -rf ${slotDirectory} /etc/nginx/sites-enabled/* /etc/nginx/upstreams /etc/caddy/Caddyfile broken-* dies-*
sed -i 's/SLOT=.*/SLOT=blue/' .env
[ ! -e /run/caddy.pid ] || kill "$(cat /run/caddy.pid)" 2>/dev/null || true
rm -f /run/caddy.pid
if [ -s /run/nginx.pid ]; then
  master=$(cat /run/nginx.pid)
  kill "$master" 2>/dev/null || true
  # It stops listening first and removes its PID file last, which may belong to another process by then.
  ${waitScript('[ ! -e "/proc/$master" ]')}
fi
${waitScript(`! ${LISTENS}`)}`

const LISTENING = waitScript(LISTENS)
const NGINX = `nginx -t -q && nginx && ${LISTENING}`
const CADDY = `caddy start --config /etc/caddy/Caddyfile --adapter caddyfile --pidfile /run/caddy.pid > /var/log/caddy.log 2>&1; ${LISTENING}`

/** Caddy of the distribution, and the newest nginx of Debian, which knows keepalive_min_timeout. */
export async function installCaddy({ exec }: Scene): Promise<void> {
  await exec('apt-get update -q && apt-get install -y -q --no-install-recommends caddy 2>&1')
}

/**
 * The nginx of Debian unstable instead of that of Debian 12. The copy of the archive may be old, but its signature is
 * still valid; one file of its OpenSSL is in another package on Debian 12.
 */
export async function installNewerNginx({ exec }: Scene): Promise<string> {
  await exec(NEWER)
  return await exec('nginx -v 2>&1')
}

const NEWER = `set -e
for list in /etc/apt/sources.list.d/*.sources /etc/apt/sources.list; do
  [ -s "$list" ] || continue
  case "$list" in */trixie-*) continue ;; esac
  uri=$(sed -n 's/^URIs: *//p; s/^deb \\(\\[[^]]*\\] \\)\\{0,1\\}\\([^ ]*\\) .*/\\2/p' "$list" | head -n 1)
  break
done
echo "deb [check-valid-until=no] $uri sid main" > /etc/apt/sources.list.d/sid.list
printf 'Package: *\\nPin: release n=sid\\nPin-Priority: 50\\n' > /etc/apt/preferences.d/sid
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-overwrite -o Dpkg::Options::=--force-confold -t sid nginx 2>&1`

/** A connection to the server's SSH that is closed when the work is done. */
export async function withRemote<T>(target: Target, work: (remote: Remote) => Promise<T>): Promise<T> {
  const remote = await connect(target)
  try {
    return await work(remote)
  } finally {
    remote.close()
  }
}
