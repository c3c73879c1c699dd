import { type InputReader, log, maskSecret, seenText } from '@tsh/action'
import { type Hop, type Pinning, parseServer } from '@tsh/host-keys'
import { readPinning } from '../host-keys/read-pinning.ts'
import { isHttpUrl } from '../http/http.ts'
import type { ConnectionInput } from './connection-inputs.ts'
import { keyProblem, normaliseKey, type PrivateKey } from './private-key.ts'

/** The server to connect to, the user and key, and the pinned host keys. */
export interface Target extends Hop, PrivateKey, Pinning {
  /** The jump host, with the same user key and its own host key in `knownHosts`. */
  jump?: Hop
}

/** Reads the connection inputs shared by all actions that connect to a server. */
export function readTarget(input: InputReader<ConnectionInput>): Target {
  const server = readServer(input)
  const jump = readJump(input, server.user)
  const pinning = readPinning(input, jump ? [server, jump] : [server])
  return { ...server, ...readKey(input), ...pinning, ...(jump ? { jump } : {}) }
}

/** Placeholder for a missing server, which has already been reported as a problem. */
const UNKNOWN: Hop = { host: '', port: 0, user: '' }

function readServer(input: InputReader<ConnectionInput>): Hop {
  const text = input.text('server', { hint: 'Set it to user@host or user@host:port' })
  if (text === '') return UNKNOWN
  const server = parseServer(text)
  if (server && server.user !== '') return server
  const expected = 'user@host or user@host:port, with an IPv6 address in brackets'
  input.problem(`input "server" must be ${expected}${seenText(text)}`)
  return UNKNOWN
}

/** @param user default user on the jump host */
function readJump(input: InputReader<ConnectionInput>, user: string): Hop | undefined {
  const text = input.text('jump', { required: false })
  if (text === '') return undefined
  const jump = parseServer(text)
  if (jump) return { ...jump, user: jump.user || user }
  input.problem(`input "jump" must be [user@]host[:port], with an IPv6 address in brackets${seenText(text)}`)
  return undefined
}

function readKey(input: InputReader<ConnectionInput>): PrivateKey {
  const pasted = input.secret('ssh-key', {
    hint: 'Define the secret (PROD_SSH_KEY or STAGING_SSH_KEY) and pass it by name from the caller',
  })
  const passphrase = input.secret('ssh-key-passphrase', { required: false })
  if (pasted === '') return { privateKey: '', passphrase }
  const privateKey = normaliseKey(pasted)
  maskSecret(privateKey, 'input "ssh-key"')
  if (privateKey !== `${pasted}\n`)
    log.debug('input "ssh-key" is not in the format of ssh-keygen and was normalized')
  const problem = keyProblem(privateKey, passphrase)
  if (problem) input.problem(`input "ssh-key" ${problem}`)
  return { privateKey, passphrase }
}

/** Reads an input with an absolute http or https URL. */
export function readHttpUrl<Name extends string>(
  input: InputReader<Name>,
  name: Name,
  options: { required?: boolean } = {},
): string {
  const url = input.text(name, options)
  if (url !== '' && !isHttpUrl(url))
    input.problem(`input "${name}" must be an http(s) URL without user and password${seenText(url)}`)
  return url
}
