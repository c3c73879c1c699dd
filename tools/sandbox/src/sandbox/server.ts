import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import { type CommandResult, docker } from '../machine/command.ts'
import { execWith, isRunning, START_SECONDS, stateOf } from './container.ts'
import { execPrefix } from './enter.ts'
import type { KeyPair } from './keys.ts'
import { labels, names, storageVolume } from './labels.ts'
import { publishedAddress, type Registry } from './registry.ts'

export interface Server {
  host: '127.0.0.1'
  port: number
  user: string
  privateKey: string
  /** Lines as in a known_hosts file: `[127.0.0.1]:<port> ssh-ed25519 …`. */
  knownHosts: string
  container: string
  /** Command prefix that runs a program on the server as root, without SSH. */
  execPrefix: readonly string[]
  /** Runs a shell command on the server as root, bypassing SSH. */
  exec(command: string, input?: string | Buffer): Promise<CommandResult>
}

export interface ServerOptions {
  id: string
  image: string
  user: string
  keep: boolean
  /** Folder of bare repositories, mounted on the server as /srv/git. */
  gitFolder: string
  key: KeyPair
  /** A prepared engine data folder on the storage volume, copied before the engine starts. */
  template?: string
  /** Whether the engine keeps its images in containerd. */
  containerdStore: boolean
}

/** Starts the server's container; its engine may need a few more seconds, see {@link waitForEngine}. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { id, user, key } = options
  const container = names(id).server
  await docker([
    ...['run', '--detach', '--name', container, '--hostname', 'server', '--init', '--privileged'],
    ...labels(id, options.keep),
    ...['--network', names(id).network, '--publish', '127.0.0.1::22', '--publish', '127.0.0.1::80'],
    ...['--volume', `${storageVolume}:/storage`, '--volume', `${options.gitFolder}:/srv/git`],
    ...['--env', `REHEARSAL_ID=${id}`, '--env', `REHEARSAL_TEMPLATE=${options.template ?? ''}`],
    ...['--env', `REHEARSAL_IMAGE_STORE=${options.containerdStore ? 'containerd' : ''}`, options.image],
  ])
  const prefix = await execPrefix(container, `REHEARSAL_ID=${id}`)
  const exec = (command: string, input?: string | Buffer) => execWith(prefix, command, input)
  await mustExec(exec, account(user), `${key.publicKey} rehearsal\n`)
  const port = Number((await publishedAddress(container, 22)).split(':')[1])
  const hostKey = await hostKeyOf(container, exec)
  const knownHosts = `[127.0.0.1]:${port} ${hostKey}`
  return {
    host: '127.0.0.1',
    port,
    user,
    privateKey: key.privateKey,
    knownHosts,
    container,
    execPrefix: prefix,
    exec,
  }
}

/** As recommended by the blue-green-switch README. */
const NGINX_AS_ROOT = '/usr/sbin/nginx -T, /usr/sbin/nginx -t -q, /usr/sbin/nginx -s reload'

/** Creates the deploy user with the key; a non-root user gets Docker, and sudo for the nginx commands of a switch. */
function account(user: string): string {
  if (user === 'root') return 'install -d -m 700 /root/.ssh && umask 077 && cat > /root/.ssh/authorized_keys'
  return [
    `set -e; id ${user} >/dev/null 2>&1 || useradd --create-home --shell /bin/bash ${user}`,
    `usermod -aG docker ${user}`,
    `echo '${user} ALL=(root) NOPASSWD: ${NGINX_AS_ROOT}' > /etc/sudoers.d/${user}; chmod 440 /etc/sudoers.d/${user}`,
    `install -d -m 700 -o ${user} -g ${user} /home/${user}/.ssh; umask 077; cat > /home/${user}/.ssh/authorized_keys`,
    `chown ${user}: /home/${user}/.ssh/authorized_keys`,
  ].join('\n')
}

/** Runs a command on the server that must succeed. */
export async function mustExec(
  exec: Server['exec'],
  command: string,
  input?: string | Buffer,
): Promise<string> {
  const result = await exec(command, input)
  if (result.code === 0) return result.stdout.trim()
  const lines = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-12).join('\n')
  throw new UserError(
    `on the sandbox server, \`${command.slice(0, 160)}\` exited with code ${result.code}: ${lines}`,
  )
}

async function hostKeyOf(container: string, exec: Server['exec']): Promise<string> {
  const deadline = Date.now() + START_SECONDS * 1000
  for (;;) {
    const { code, stdout } = await exec('cat /etc/ssh/ssh_host_ed25519_key.pub && test -e /run/sshd.pid')
    if (code === 0) return stdout.trim().split(' ').slice(0, 2).join(' ')
    if (Date.now() > deadline || !(await isRunning(container))) {
      throw new UserError(`sshd on the sandbox server did not start. ${await stateOf(container)}`)
    }
    await sleep(50)
  }
}

/** Waits for the server's own Docker engine, which starts after its template has been copied. */
export async function waitForEngine(exec: Server['exec'], logFile = '/var/log/dockerd.log'): Promise<void> {
  const wait = `end=$(($(date +%s) + ${START_SECONDS}))
until docker version >/dev/null 2>&1; do
  [ "$(date +%s)" -lt "$end" ] || { echo 'The Docker engine did not start.'; tail -n 5 ${logFile}; exit 1; }
  sleep 0.1
done`
  await mustExec(exec, wait)
}

/** Makes the registry reachable in a container at the addresses it has on this machine. */
export async function forwardRegistry(exec: Server['exec'], registry: Registry): Promise<void> {
  const forward = (address: string, target: string) => {
    const [host, port] = address.split(':')
    return `socat TCP-LISTEN:${port},bind=${host},fork,reuseaddr TCP:${target} >>/var/log/socat.log 2>&1 &`
  }
  const lines = [forward(registry.address, 'registry:5000'), forward(registry.open, 'registry:5001')]
  await mustExec(exec, lines.join('\n'))
}
