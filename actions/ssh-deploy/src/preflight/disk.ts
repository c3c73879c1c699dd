import type { Replies } from '../replies.ts'

/** What must be free besides the images: for logs, the checkout, the journal and containers. */
const FLOOR = 256 * 1024 * 1024

/**
 * Says where too little is free. An image takes as much as the one of the same name that is there already, however many
 * layers the two share.
 *
 * @param archive bytes of the file with images that is about to be sent; 0 for none
 */
export function diskProblems({ disk, sizes }: Replies, server: string, archive: number): string[] {
  const images = [...(sizes?.text ?? '').matchAll(/ (\d+)$/gm)].reduce(
    (sum, [, size]) => sum + Number(size),
    0,
  )
  const [docker, path] = [...(disk?.code === 0 ? disk.text : '').matchAll(DISK)].map(
    ([, free, mount = '']) => ({ free: Number(free) * 1024, mount }),
  )
  const needs = [
    ...(docker ? [{ ...docker, needed: FLOOR + Math.max(images, archive) }] : []),
    ...(path && path.mount !== docker?.mount ? [{ ...path, needed: FLOOR }] : []),
  ]
  return needs
    .filter(({ free, needed }) => free < needed)
    .map(
      ({ free, mount, needed }) =>
        `${mount} on ${server} has ${megabytes(free)} free, and the deployment needs ${megabytes(needed)}. Free some with "docker system df" and "docker image prune"`,
    )
}

/** A line of `df -Pk`: device, blocks, used, available, share, mount. */
const DISK = /^\S.* +\d+ +\d+ +(\d+) +\S+% +(\/.*)$/gm

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`
