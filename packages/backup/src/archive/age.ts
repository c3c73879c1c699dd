import { Decrypter, Encrypter } from 'age-encryption'

/** Encrypts a stream to public keys, in the age format (C2SP, age.md). */
export async function encrypted(
  plain: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(ReadableStream.from(plain) as ReadableStream<Uint8Array>)
}

/** Decrypts a stream with a private key. Altered data causes an error, never wrong bytes. */
export async function decrypted(
  stored: AsyncIterable<Uint8Array>,
  identity: string,
): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter.decrypt(ReadableStream.from(stored) as ReadableStream<Uint8Array>)
}
