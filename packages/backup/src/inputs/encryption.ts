import { type InputReader, log, maskSecret } from '@tsh/action'
import type { EngineInput } from './engine-inputs.ts'

/** How the objects of a backup are encrypted where they are stored. */
export interface Encryption {
  mode: 'sse-s3' | 'sse-kms' | 'age' | 'none'
  /** Id of the KMS key; empty takes the account's own. */
  key: string
  /** Public keys that a backup is encrypted to. */
  recipients: string[]
  /** Private key that reads it again; only for restore and drill. */
  identity: string
}

/** Bech32 as the age format has it: C2SP, age.md, "The X25519 recipient type". */
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/

/** Reads `encryption`, `kms-key`, `age-recipients` and `age-identity`. */
export function readEncryption(input: InputReader<EngineInput>, work: 'backup' | 'other'): Encryption {
  const encryption = input.choice('encryption', ['sse-s3', 'sse-kms', 'age', 'none'])
  const recipients = input.lines('age-recipients')
  const identity = input.secret('age-identity', { required: false }).trim()
  if (identity !== '') maskSecret(identity, 'input "age-identity"')
  if (identity !== '' && !IDENTITY.test(identity))
    input.problem('input "age-identity" is not the private key of age (one line, AGE-SECRET-KEY-1…)')
  for (const recipient of recipients) {
    // Whoever pastes the private key here by mistake must not see it in the log.
    if (/secret/i.test(recipient))
      input.problem('input "age-recipients" holds a private key; a public one starts with age1')
    else if (!RECIPIENT.test(recipient))
      input.problem(`input "age-recipients": "${recipient}" is not a public key of age`)
  }
  if (encryption === 'age' && work === 'backup') checkRecipients(input, recipients)
  return { mode: encryption, key: input.text('kms-key', { required: false }), recipients, identity }
}

function checkRecipients(input: InputReader<EngineInput>, recipients: readonly string[]): void {
  if (recipients.length === 0) input.problem('input "age-recipients" is required because "encryption" is age')
  if (new Set(recipients).size === 1)
    log.warning(
      'Only one age recipient: when its private key is lost, no backup can be read. Add a second one that is kept offline.',
      'pg-backup',
    )
}
