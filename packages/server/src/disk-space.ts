import { UserError } from '@tsh/action'

/** The space of a file system that `df` was run for. */
export interface DiskSpace {
  freeBytes: number
  mount: string
}

/** A line of `df -Pk`: device, blocks, used, available, share, mount. */
const LINE = /^\S.* +\d+ +\d+ +(\d+) +\S+% +(\/.*)$/gm

/** The file systems in the output of `df -Pk`, in the order of its arguments. */
export const parseDiskSpace = (df: string): DiskSpace[] =>
  [...df.matchAll(LINE)].map(([, freeKilobytes, mount = '']) => ({
    freeBytes: Number(freeKilobytes) * 1024,
    mount,
  }))

/** Free bytes, from the output of `df -Pk` for one folder. @throws UserError when the output has another form */
export function freeBytes(df: string): number {
  const [space] = parseDiskSpace(df)
  if (!space) throw new UserError(`cannot parse df output: "${df.trim().slice(0, 200)}"`)
  return space.freeBytes
}
