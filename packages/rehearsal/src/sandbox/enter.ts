import { existsSync, readFileSync } from 'node:fs'
import { docker, run } from '../command.ts'

const NSENTER = '/usr/bin/nsenter'

/**
 * The words that, put before a command, run it in a container as root. Entering the container's namespaces takes 10 ms,
 * `docker exec` up to 350 ms of a busy machine; tests give thousands of commands. It needs root and the engine's processes
 * on this machine, so everywhere else it is `docker exec`.
 * @param mark a variable of the container's environment, by which its process is known to be here
 */
export async function wordsInto(container: string, mark: string): Promise<readonly string[]> {
  const format = '{{.State.Pid}}{{range .Config.Env}}\n{{.}}{{end}}'
  const [pid = '', ...environment] = (await docker(['inspect', '--format', format, container])).split('\n')
  const words = [
    ...[NSENTER, '--target', pid, '--all', '/usr/bin/env', '--ignore-environment'],
    ...['HOME=/root', ...environment],
  ]
  const isHere = process.getuid?.() === 0 && existsSync(NSENTER) && hasEnvironment(pid, mark)
  if (isHere && (await run(NSENTER, [...words.slice(1), 'true'])).code === 0) return words
  return ['docker', 'exec', '--interactive', container]
}

function hasEnvironment(pid: string, variable: string): boolean {
  const file = `/proc/${pid}/environ`
  return existsSync(file) && readFileSync(file, 'utf8').split('\0').includes(variable)
}
