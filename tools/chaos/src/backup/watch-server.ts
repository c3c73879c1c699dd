import { readdirSync, readFileSync } from 'node:fs'
import type { Captured } from '@tsh/sandbox'

/** Milliseconds between two looks: 50 a second. */
const INTERVAL = 20

/** What the action starts on the server; inside of the container, a password is where it belongs. */
const REMOTE = /docker exec .*TSH_APP=tsh-pg-backup/

/** Looks at the command lines of all processes, of this machine and of the server, and at the environments of the server's. */
export function watchServer(): { stop(): Promise<Captured[]> } {
  const lines = new Set<string>()
  const environments = new Set<string>()
  const known = new Map<string, string>()
  const look = (): void => {
    for (const id of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      const line = read(`/proc/${id}/cmdline`)
      if (line === '' || known.get(id) === line) continue
      known.set(id, line)
      lines.add(line)
      if (REMOTE.test(line)) environments.add(read(`/proc/${id}/environ`))
    }
  }
  look()
  const timer = setInterval(look, INTERVAL)
  return {
    async stop() {
      clearInterval(timer)
      return [
        { place: 'process list', text: [...lines].join('\n') },
        { place: 'environment of the remote shell', text: [...environments].join('\n') },
      ]
    },
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}
