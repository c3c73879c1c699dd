import type { Span } from './case.ts'
import type { Scene } from './scene.ts'
import { ENGINE_READY } from './server-scripts.ts'

const PORTS = `published=$(docker ps --format '{{.Ports}}')
for port in $(ss -ltnpH | grep '"dockerd"' | sed -n 's/.*:\\([0-9]*\\) .*/\\1/p'); do
  case $published in *:$port-\\>*) ;; *) echo "$port" ;; esac
done`

/**
 * Ports that the engine listens for though no container has them: one that was killed while a container was starting keeps
 * its port when it is back, until it is restarted (moby/moby#36591).
 */
export async function keptPorts({ exec }: Scene): Promise<string[]> {
  return (await exec(PORTS)).split('\n').filter(port => port !== '')
}

/** Whether somebody who reads this error knows which ports the engine keeps and what frees them. */
export const namesTheWayOut = (error: string, ports: readonly string[]): boolean =>
  ports.length > 0 && ports.every(port => error.includes(port)) && error.includes('restart the engine')

/** Does what such an error tells to do. @returns when that was, and as long again, in which the containers come back */
export async function restartEngine({ exec }: Scene): Promise<Span> {
  const from = Date.now()
  await exec(`server-engine stop; server-engine start; ${ENGINE_READY}`)
  const to = Date.now()
  return { from, to: to + (to - from) }
}
