import type { InputReader } from '@tsh/action'
import { log, maskSecret } from '@tsh/action'
import { type Address, HOST } from './address.ts'
import { isHttpUrl } from './http.ts'
import type { Pinning } from './pin.ts'
import { keyProblem, normaliseKey, type PrivateKey } from './private-key.ts'
import { readPinning } from './read-pinning.ts'

/** A server and the user on it. */
export interface Hop extends Address {
  user: string
}

/** Where to connect to, as whom, and what its host key has to be. */
export interface Target extends Hop, PrivateKey, Pinning {
  /** The server that this one is reached through, with the same key of the user and its own in `knownHosts`. */
  jump?: Hop
}

/** Reads the inputs about the server and the key, which every action that connects has. */
export function readTarget(input: InputReader): Target {
  const hop = readHop(input, '')
  const jump = readHop(input, 'jump-')
  const pinning = readPinning(input, jump.host === '' ? [hop] : [hop, jump])
  return {
    ...{ ...hop, ...readKey(input), ...pinning },
    ...(jump.host === '' ? {} : { jump: { ...jump, user: jump.user || hop.user } }),
  }
}

const USER = /^[a-z_][a-z0-9_.-]{0,31}$/

function readHop(input: InputReader, prefix: '' | 'jump-'): Hop {
  const required = prefix === ''
  return {
    host: input.text(`${prefix}host`, { required, pattern: HOST, expected: 'a host name or address' }),
    port: input.number(`${prefix}port`, { from: 1, to: 65535 }),
    user: input.text(`${prefix}user`, { required, pattern: USER, expected: 'a user name' }),
  }
}

function readKey(input: InputReader): PrivateKey {
  const pasted = input.secret('ssh-key', {
    hint: 'Define the secret (PROD_SSH_KEY or STAGING_SSH_KEY) and pass it by name from the caller',
  })
  // A file or a form adds a newline, which no passphrase has.
  const passphrase = input.secret('ssh-key-passphrase', { required: false }).replace(/\r?\n$/, '')
  if (pasted === '') return { privateKey: '', passphrase }
  const privateKey = normaliseKey(pasted)
  maskSecret(privateKey, 'input "ssh-key"')
  if (privateKey !== pasted)
    log.debug('input "ssh-key" was not as ssh-keygen writes it, and was made readable')
  const problem = keyProblem(privateKey, passphrase)
  if (problem) input.problem(`input "ssh-key" ${problem}`)
  return { privateKey, passphrase }
}

/** Reads an input with an absolute http or https address. */
export function readHttpUrl(input: InputReader, name: string, options: { required?: boolean } = {}): string {
  const url = input.text(name, options)
  if (url !== '' && !isHttpUrl(url))
    input.problem(`input "${name}" must be http(s) without user and password`)
  return url
}
