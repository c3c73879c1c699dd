import { type FileHandle, open } from 'node:fs/promises'
import { UserError } from '@tsh/action'

/** A file inside a tar. */
export interface TarEntry {
  name: string
  /** Whether it is a plain file, and not a folder or a link. */
  file: boolean
  /** Where its header begins, and where the padding after its content ends. */
  start: number
  end: number
  size: number
}

const BLOCK = 512

/** Lists the entries of a tar without reading their content. Long names are not needed in an archive of images. */
export async function tarEntries(path: string): Promise<TarEntry[]> {
  return withFile(path, async file => {
    const entries: TarEntry[] = []
    const header = Buffer.alloc(BLOCK)
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(header, 0, BLOCK, at)
      if (bytesRead < BLOCK || header.every(byte => byte === 0)) return entries
      const size = Number.parseInt(textOf(header, 124, 12), 8)
      if (textOf(header, 257, 5) !== 'ustar' || Number.isNaN(size))
        throw new UserError(`"${path}" is not a tar with images, as "docker save" writes it`)
      const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK
      const type = textOf(header, 156, 1)
      entries.push({ name: textOf(header, 0, 100), file: type === '0' || type === '', start: at, end, size })
      at = end
    }
  })
}

/** The content of a small file inside a tar. */
export async function readEntry(path: string, { start, size }: TarEntry): Promise<string> {
  return withFile(path, async file => {
    const content = Buffer.alloc(size)
    await file.read(content, 0, size, start + BLOCK)
    return content.toString('utf8')
  })
}

const textOf = (header: Buffer, from: number, length: number): string =>
  header
    .toString('latin1', from, from + length)
    .replace(/\0.*$/s, '')
    .trim()

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path).catch(cause => {
    throw new UserError(`file "${path}" with the images does not exist in the workspace`, { cause })
  })
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}
