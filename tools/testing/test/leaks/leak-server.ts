import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SshServer, startSshServer } from '@tsh/remote/test/ssh-server'
import { envFileOf, HOSTILE_LINES, secretsOf } from '../../src/index.ts'
import { COMPOSE_SECRET, writeHostileDocker } from './hostile-docker.ts'
import { keyLines } from './scan.ts'

/** A server on the loopback whose Docker prints all secrets, without any Docker. */
export interface LeakServer {
  ssh: SshServer
  /** Inputs about the server, its project and its site. */
  inputs: Record<string, string>
  sha: string
  /** All secrets on the server, and the key. */
  secrets: readonly string[]
  /** Files that actions have left on the server, and the commands it received. */
  places(): Record<string, string>
  writeJournal(...lines: object[]): void
  close(): void
}

const OWN = 'VERSION=v1\nACTIVE_DEPLOYMENT_SLOT=blue\nDEPLOYMENT_SLOT=blue\n'

export async function startLeakServer(): Promise<LeakServer> {
  const folder = mkdtempSync(join(tmpdir(), 'leak-server-'))
  const [app, slots, bin] = ['app', 'slots', 'bin'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [app, join(app, '.deploy'), slots, bin]) mkdirSync(path)
  writeFileSync(join(slots, 'blue'), '')
  writeHostileDocker(bin, app)
  const sha = commit(app)
  writeFileSync(join(app, '.env'), `${OWN}${envFileOf(HOSTILE_LINES)}`, { mode: 0o600 })
  const ssh = await startSshServer({
    forwarding: true,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: folder },
  })
  const { host, port, user, privateKey, knownHosts } = ssh.target
  return {
    ssh,
    sha,
    secrets: [...secretsOf(HOSTILE_LINES), COMPOSE_SECRET, ...keyLines(privateKey)],
    inputs: {
      ...{ server: `${user}@${host}:${port}`, 'ssh-key': privateKey, 'host-key': knownHosts.join('\n') },
      ...{ path: app, 'compose-file': 'compose.yml', 'env-file': '.env' },
      ...{ service: 'app_{slot}', 'slot-directory': slots, url: 'http://shop.example:9' },
    },
    places: () => ({
      'commands on the server': ssh.commands.map(decoded).join('\n'),
      'what is left on the server': textIn(join(app, '.deploy')),
    }),
    writeJournal(...lines) {
      writeFileSync(
        join(app, '.deploy/releases.jsonl'),
        lines.map(line => `${JSON.stringify(line)}\n`).join(''),
      )
    },
    close() {
      ssh.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A repository with one commit. @returns its id */
function commit(folder: string): string {
  writeFileSync(join(folder, 'compose.yml'), 'services: {}\n')
  writeFileSync(join(folder, '.gitignore'), '.env\n.deploy/\n')
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      encoding: 'utf8',
    })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '-m', 'First')
  return git('rev-parse', 'HEAD').trim()
}

/** A command as received by its program: some characters are encoded as `\0` and three octal digits. */
const decoded = (command: string): string =>
  Buffer.from(
    command.replace(/\\0([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
    'latin1',
  ).toString('utf8')

function textIn(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n')
}
