import { readdirSync, readFileSync } from 'node:fs'
import type { Captured } from '@tsh/sandbox'

/** 50 samples per second. */
const INTERVAL_MS = 20

/** Processes of the action on the server; inside the container, a password is allowed. */
const REMOTE = /docker exec .*TSH_APP=tsh-pg-backup/

/** Records the command lines of all processes on this machine and the server, and the environments of the action's remote ones. */
export function watchServer(): { stop(): Promise<Captured[]> } {
  const lines = new Set<string>()
  const environments = new Set<string>()
  const known = new Map<string, string>()
  const sample = (): void => {
    for (const id of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      const line = read(`/proc/${id}/cmdline`)
      if (line === '' || known.get(id) === line) continue
      known.set(id, line)
      lines.add(line)
      if (REMOTE.test(line)) environments.add(read(`/proc/${id}/environ`))
    }
  }
  sample()
  const timer = setInterval(sample, INTERVAL_MS)
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
