import { type InputReader, log, maskSecret } from '@tsh/action'
import type { EngineInput } from './engine-inputs.ts'

/** How the objects of a backup are encrypted at rest. */
export interface Encryption {
  mode: 'sse-s3' | 'sse-kms' | 'age' | 'none'
  /** Id of the KMS key; defaults to the account's own key. */
  key: string
  /** Public keys that a backup is encrypted to. */
  recipients: string[]
  /** Private key to decrypt it; only for restores and drills. */
  identity: string
}

/** Bech32 as specified by age: C2SP, age.md, "The X25519 recipient type". */
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/

/** Reads `encryption`, `kms-key`, `age-recipients` and `age-identity`. */
export function readEncryption(input: InputReader<EngineInput>, work: 'backup' | 'other'): Encryption {
  const encryption = input.choice('encryption', ['sse-s3', 'sse-kms', 'age', 'none'])
  const recipients = input.lines('age-recipients')
  const identity = input.secret('age-identity', { required: false }).trim()
  if (identity !== '') maskSecret(identity, 'input "age-identity"')
  if (identity !== '' && !IDENTITY.test(identity))
    input.problem('input "age-identity" must be an age private key (one line, AGE-SECRET-KEY-1…)')
  for (const recipient of recipients) {
    // A private key pasted here by mistake must not be logged.
    if (/secret/i.test(recipient))
      input.problem('input "age-recipients" contains a private key; a public key starts with age1')
    else if (!RECIPIENT.test(recipient))
      input.problem(`input "age-recipients" must be age public keys, one per line, got "${recipient}"`)
  }
  if (encryption === 'age' && work === 'backup') checkRecipients(input, recipients)
  return { mode: encryption, key: input.text('kms-key', { required: false }), recipients, identity }
}

function checkRecipients(input: InputReader<EngineInput>, recipients: readonly string[]): void {
  if (recipients.length === 0) input.problem('input "age-recipients" is required because "encryption" is age')
  if (new Set(recipients).size === 1)
    log.warning(
      'Only one age recipient: if its private key is lost, no backup can be decrypted. Add a second one and keep its key offline.',
      'pg-backup',
    )
}
