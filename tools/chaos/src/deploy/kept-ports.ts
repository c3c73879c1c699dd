import type { Span } from './case.ts'
import { ENGINE_READY } from './server-scripts.ts'
import type { Testbed } from './testbed.ts'

const PORTS = `published=$(docker ps --format '{{.Ports}}')
for port in $(ss -ltnpH | grep '"dockerd"' | sed -n 's/.*:\\([0-9]*\\) .*/\\1/p'); do
  case $published in *:$port-\\>*) ;; *) echo "$port" ;; esac
done`

/**
 * Ports on which the engine listens although no container publishes them: an engine that was killed while a container was
 * starting keeps the port after its recovery, until it is restarted (moby/moby#36591).
 */
export async function keptPorts({ exec }: Testbed): Promise<string[]> {
  return (await exec(PORTS)).split('\n').filter(port => port !== '')
}

/** Whether an error explains which ports the engine keeps and how to free them. */
export const explainsKeptPorts = (error: string, ports: readonly string[]): boolean =>
  ports.length > 0 && ports.every(port => error.includes(port)) && error.includes('restart the engine')

/** Restarts the engine as the error advises. @returns that period, doubled for the restart of the containers */
export async function restartEngine({ exec }: Testbed): Promise<Span> {
  const from = Date.now()
  await exec(`server-engine stop; server-engine start; ${ENGINE_READY}`)
  const to = Date.now()
  return { from, to: to + (to - from) }
}
