import { generateX25519Identity, identityToRecipient } from 'age-encryption'

/** Keys of this run: one for reading, and one that is kept offline. */
export const IDENTITY = await generateX25519Identity()
export const RECIPIENTS = [
  await identityToRecipient(IDENTITY),
  await identityToRecipient(await generateX25519Identity()),
]
