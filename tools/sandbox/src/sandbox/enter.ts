import { existsSync, readFileSync } from 'node:fs'
import { docker, run } from '../machine/command.ts'

const NSENTER = '/usr/bin/nsenter'

/**
 * The command prefix that runs a program in a container as root. Entering the container's namespaces takes 10 ms,
 * `docker exec` up to 350 ms on a busy machine, and a test run executes thousands of commands. It requires root and an
 * engine whose processes are visible here; otherwise the prefix is `docker exec`.
 * @param marker an environment variable of the container, `NAME=value`, that identifies its main process
 */
export async function execPrefix(container: string, marker: string): Promise<readonly string[]> {
  const format = '{{.State.Pid}}{{range .Config.Env}}\n{{.}}{{end}}'
  const [pid = '', ...environment] = (await docker(['inspect', '--format', format, container])).split('\n')
  const prefix = [
    ...[NSENTER, '--target', pid, '--all', '/usr/bin/env', '--ignore-environment'],
    ...['HOME=/root', ...environment],
  ]
  const isHere = process.getuid?.() === 0 && existsSync(NSENTER) && hasEnvironment(pid, marker)
  if (isHere && (await run(NSENTER, [...prefix.slice(1), 'true'])).code === 0) return prefix
  return ['docker', 'exec', '--interactive', container]
}

function hasEnvironment(pid: string, variable: string): boolean {
  const file = `/proc/${pid}/environ`
  return existsSync(file) && readFileSync(file, 'utf8').split('\0').includes(variable)
}
