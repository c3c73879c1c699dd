import { run } from '../machine/command.ts'
import type { Sandbox } from './sandbox.ts'

const VERSION_COMMANDS: Record<string, string> = {
  Docker: "docker version --format '{{.Server.Version}}'",
  compose: 'docker compose version --short',
  nginx: 'nginx -v 2>&1',
  OpenSSH: 'sshd -V 2>&1',
  git: '/usr/bin/git --version',
}

/** Software versions of server and runner, for reports only. */
export async function softwareVersions({
  server: { exec },
  runner,
}: Sandbox): Promise<Record<string, string>> {
  const script = Object.values(VERSION_COMMANDS).map(command => `${command} |  head -n 1 | tr -d '\\n'; echo`)
  const [server, buildx] = await Promise.all([
    exec(script.join('\n')),
    run('docker', ['buildx', 'version'], { env: runner }),
  ])
  const lines = server.stdout.split('\n')
  const found = Object.keys(VERSION_COMMANDS).map((name, at) => [name, versionIn(lines[at] ?? '')])
  return { ...Object.fromEntries(found), buildx: versionIn(buildx.stdout) }
}

const versionIn = (line: string): string => /\d+(\.\d+)+\w*/.exec(line)?.[0] ?? '?'

/** Such as `Docker 28.5.2, compose 2.40.3`. */
export const versionsText = (versions: Record<string, string>): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
