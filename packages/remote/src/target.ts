import type { InputReader } from '@tsh/action'
import { log, maskSecret } from '@tsh/action'
import { isHttpUrl } from './http.ts'
import { knownHostsName, pinnedKeys } from './known-hosts.ts'
import { keyProblem, normaliseKey, type PrivateKey } from './private-key.ts'

/** Where to connect to and as whom. */
export interface Target extends PrivateKey {
  host: string
  port: number
  user: string
  /** Lines of known_hosts. */
  knownHosts: readonly string[]
}

/** Reads the inputs about the server and the key, which every action that connects has. */
export function readTarget(input: InputReader): Target {
  const target: Target = {
    host: input.text('host', { pattern: /^(?!-)[A-Za-z0-9.:-]{1,253}$/, expected: 'a host name or address' }),
    port: input.number('port', { from: 1, to: 65535 }),
    user: input.text('user', { pattern: /^[a-z_][a-z0-9_.-]{0,31}$/, expected: 'a user name' }),
    ...readKey(input),
    knownHosts: input.lines('known-hosts'),
  }
  checkPinned(input, target)
  return target
}

function readKey(input: InputReader): PrivateKey {
  const pasted = input.secret('ssh-key', {
    hint: 'Define the secret (PROD_SSH_KEY or STAGING_SSH_KEY) and pass it by name from the caller',
  })
  // A file or a form adds a newline, which no passphrase has.
  const passphrase = input.secret('ssh-key-passphrase', { required: false }).replace(/\r?\n$/, '')
  if (pasted === '') return { privateKey: '', passphrase }
  const privateKey = normaliseKey(pasted)
  maskSecret(privateKey)
  if (privateKey !== pasted)
    log.debug('input "ssh-key" was not as ssh-keygen writes it, and was made readable')
  const problem = keyProblem(privateKey, passphrase)
  if (problem) input.problem(`input "ssh-key" ${problem}`)
  return { privateKey, passphrase }
}

function checkPinned(input: InputReader, { host, port, knownHosts }: Target): void {
  const name = knownHostsName(host || 'the server', port || 22)
  const scan = `"ssh-keyscan -p ${port || 22} ${host || 'HOST'}"`
  if (knownHosts.length === 0) {
    input.problem(
      `input "known-hosts" is empty, so the host key of ${name} is not pinned. Set it to what ${scan} prints on a machine you trust, after comparing it with the server's own key`,
    )
  } else if (host !== '' && pinnedKeys(knownHosts, host, port).length === 0) {
    const other = port !== 22 && pinnedKeys(knownHosts, host, 22).length > 0
    const seen = other ? `has an entry for "${host}" but not for "${name}"` : `has no entry for "${name}"`
    input.problem(`input "known-hosts" ${seen}. Add what ${scan} prints, after comparing it`)
  }
}

/** Reads an input with an absolute http or https address. */
export function readHttpUrl(input: InputReader, name: string, options: { required?: boolean } = {}): string {
  const url = input.text(name, options)
  if (url !== '' && !isHttpUrl(url))
    input.problem(`input "${name}" must be http(s) without user and password`)
  return url
}
