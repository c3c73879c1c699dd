import { inflateRawSync } from 'node:zlib'

// PKWARE APPNOTE.TXT 4.3: the central directory is at the end, and has the sizes that a streamed entry leaves out.
const END = 0x06054b50
const DIRECTORY = 0x02014b50
const END_BYTES = 22
const DIRECTORY_BYTES = 46
const LOCAL_BYTES = 30
const [STORED, DEFLATED] = [0, 8]
/** A larger file is no `deployment.json`. */
const MAX_BYTES = 4 * 1024 * 1024

/**
 * The text of a file in a ZIP archive; undefined when it has none of that name.
 * @throws RangeError or Error when the archive is damaged, or the file is larger than 4 MiB
 */
export function zipEntry(zip: Buffer, name: string): string | undefined {
  const end = zip.lastIndexOf(bytesOf(END))
  if (end < 0 || end + END_BYTES > zip.length) throw new Error('is not a ZIP archive')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== DIRECTORY) throw new Error('has a damaged directory')
    const nameLength = zip.readUInt16LE(at + 28)
    const found = zip.toString('utf8', at + DIRECTORY_BYTES, at + DIRECTORY_BYTES + nameLength)
    if (found === name) return contentOf(zip, at)
    at += DIRECTORY_BYTES + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return undefined
}

/** @param at the position of the entry in the directory */
function contentOf(zip: Buffer, at: number): string {
  const method = zip.readUInt16LE(at + 10)
  const local = zip.readUInt32LE(at + 42)
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const content = zip.subarray(start, start + zip.readUInt32LE(at + 20))
  if (method === STORED) return content.toString('utf8')
  if (method !== DEFLATED) throw new Error(`has an entry with compression ${method}`)
  return inflateRawSync(content, { maxOutputLength: MAX_BYTES }).toString('utf8')
}

function bytesOf(signature: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return bytes
}
