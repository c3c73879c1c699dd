import { createHash } from 'node:crypto'
import type { Content } from './content.ts'
import { crc32Hasher, crc64Hasher, type Hasher } from './crc.ts'

const makers = {
  crc32: crc32Hasher,
  crc64nvme: crc64Hasher,
  sha1: () => hash('sha1'),
  sha256: () => hash('sha256'),
} satisfies Record<string, () => Hasher>

export type ChecksumName = keyof typeof makers
export interface Checksum {
  name: ChecksumName
  /** In base64. */
  value: string
}

export const checksumNames = Object.keys(makers) as ChecksumName[]
export const isChecksumName = (name: string): name is ChecksumName => Object.hasOwn(makers, name)
export const hasher = (name: ChecksumName | 'md5'): Hasher => (name === 'md5' ? hash('md5') : makers[name]())

function hash(algorithm: string): Hasher {
  const state = createHash(algorithm)
  return {
    update: chunk => {
      state.update(chunk)
    },
    digest: () => state.digest(),
  }
}

export function digestOf(content: Content, name: ChecksumName | 'md5'): Buffer {
  const state = hasher(name)
  for (const chunk of content.chunks()) state.update(chunk)
  return state.digest()
}
