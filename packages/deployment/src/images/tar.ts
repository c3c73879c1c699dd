import { type FileHandle, open } from 'node:fs/promises'
import { UserError } from '@tsh/action'

/** A file in a tar archive. */
export interface TarEntry {
  name: string
  type: 'file' | 'folder' | 'link'
  /** Offset of its header, and of the end of the padding after its content. */
  start: number
  end: number
  size: number
}

const BLOCK = 512

/** The types of files, links and folders. Extension headers are excluded: they could rename the entry after them. */
const TYPES = /^[0125]?$/
const OCTAL = /^ *[0-7]+ *$/

/**
 * Lists the entries of a tar archive without reading their content. Image archives have no long names.
 * @throws UserError when it is not a tar archive, or uses header extensions
 */
export async function tarEntries(path: string): Promise<TarEntry[]> {
  return withFile(path, async file => {
    const entries: TarEntry[] = []
    const names = new Set<string>()
    const header = Buffer.alloc(BLOCK)
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(header, 0, BLOCK, at)
      if (bytesRead < BLOCK || header.every(byte => byte === 0)) return entries
      const name = textOf(header, 0, 100)
      const octal = textOf(header, 124, 12)
      const type = textOf(header, 156, 1)
      const isPlain = TYPES.test(type) && textOf(header, 345, 155) === ''
      if (textOf(header, 257, 5) !== 'ustar' || !OCTAL.test(octal) || !isPlain)
        throw new UserError(`"${path}" is not an image archive of "docker save"`)
      if (names.has(name)) throw new UserError(`"${path}" contains "${name}" twice, which is ambiguous`)
      names.add(name)
      const size = Number.parseInt(octal, 8)
      const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK
      entries.push({
        name,
        type: type === '5' ? 'folder' : /[12]/.test(type) ? 'link' : 'file',
        start: at,
        end,
        size,
      })
      at = end
    }
  })
}

/** The content of a small file in a tar archive. */
export async function readEntry(path: string, { start, size }: TarEntry): Promise<string> {
  return withFile(path, async file => {
    const content = Buffer.alloc(size)
    await file.read(content, 0, size, start + BLOCK)
    return content.toString('utf8')
  })
}

const textOf = (header: Buffer, from: number, length: number): string =>
  header.toString('latin1', from, from + length).replace(/\0.*$/s, '')

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path).catch(cause => {
    throw new UserError(
      `image archive "${path}" does not exist in the workspace. If failed jobs are re-run, the artifact of the earlier attempt may have expired: use "Re-run all jobs"`,
      { cause },
    )
  })
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}
