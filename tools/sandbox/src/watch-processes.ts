import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Log } from './machine/progress.ts'

export interface Captured {
  /** Source of the text: log, journal, a process list … */
  place: string
  text: string
}

/** Reports the places where a secret is readable, without repeating the secret. */
export function leaks(secrets: readonly string[], captured: readonly Captured[]): string[] {
  const found: string[] = []
  for (const [index, secret] of secrets.entries()) {
    for (const [form, text] of Object.entries(formsOf(secret))) {
      for (const { place, text: body } of captured) {
        if (text.some(part => body.includes(part)))
          found.push(`secret ${index + 1} (${form}) is readable in the ${place}`)
      }
    }
  }
  return [...new Set(found)]
}

/**
 * A multi-line key has leaked if any line of its body is readable, except the first line, which is the same in all OpenSSH
 * keys of a type (PROTOCOL.key).
 */
function formsOf(secret: string): Record<string, string[]> {
  const [, ...lines] = secret.split('\n').filter(line => line.length >= 16 && !line.startsWith('-----'))
  const raw = secret.includes('\n') ? lines : [secret]
  const bytes = Buffer.from(secret)
  return {
    plain: raw,
    Base64: [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')],
    'URL-encoded': raw.map(part => encodeURIComponent(part)).filter(part => !raw.includes(part)),
  }
}

/** Records the command lines of all processes, including those of the server's containers. */
export function watchProcesses(log: Log): { stop(): Captured } {
  if (!existsSync('/proc/self/cmdline')) {
    log('This machine has no /proc: command lines are not checked for secrets')
    return { stop: () => ({ place: 'process list', text: '' }) }
  }
  const seen = new Set<string>()
  const sample = () => {
    for (const line of commandLines()) seen.add(line)
  }
  sample()
  const timer = setInterval(sample, 100)
  return {
    stop: () => {
      clearInterval(timer)
      return { place: 'process list', text: [...seen].join('\n') }
    },
  }
}

function commandLines(): string[] {
  const ids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return ids.flatMap(id => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || []
    } catch {
      return []
    }
  })
}
