import { UserError } from '@tsh/action'

/** Free space of a file system, from `df`. */
export interface DiskSpace {
  freeBytes: number
  mount: string
}

/** A line of `df -Pk`: device, blocks, used, available, capacity, mount point. */
const LINE = /^\S.* +\d+ +\d+ +(\d+) +\S+% +(\/.*)$/gm

/** The file systems in the output of `df -Pk`, in argument order. */
export const parseDiskSpace = (df: string): DiskSpace[] =>
  [...df.matchAll(LINE)].map(([, freeKilobytes, mount = '']) => ({
    freeBytes: Number(freeKilobytes) * 1024,
    mount,
  }))

/** Free bytes, from the output of `df -Pk` for one folder. @throws UserError when the output cannot be parsed */
export function freeBytes(df: string): number {
  const [space] = parseDiskSpace(df)
  if (!space) throw new UserError(`cannot parse df output: "${df.trim().slice(0, 200)}"`)
  return space.freeBytes
}
