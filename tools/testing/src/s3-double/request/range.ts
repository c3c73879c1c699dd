import { S3Error } from '../errors.ts'
import type { Content } from './content.ts'

interface Range {
  start: number
  /** Exclusive. */
  end: number
}

/** The bytes requested by a Range header. Anything but a single byte range is ignored, as HTTP allows. */
export function rangeOf(header: string | undefined, size: number): Range | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  const [, first = '', last = ''] = found ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size)
  if (start >= end) throw new S3Error('InvalidRange', 'The range is outside of the object')
  return { start, end }
}

export const ranged = (content: Content, { start, end }: Range): Content => ({
  size: end - start,
  chunks: (from = 0, to = end - start) => content.chunks(start + from, start + to),
  discard() {},
})
