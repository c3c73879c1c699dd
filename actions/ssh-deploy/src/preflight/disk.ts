import { familiarName, repositoryOf } from '@tsh/deployment'
import { linesOf, type Replies } from '../replies.ts'

/** What must be free besides the images: for logs, the checkout, the journal and containers. */
const FLOOR = 256 * 1024 * 1024

/** What a release brings to a server. */
export interface Incoming {
  /** Names of its images. */
  names: readonly string[]
  /** Bytes of the file with images that is about to be sent; 0 for none. */
  archive: number
}

/**
 * Reports where too little is free. An image takes as much as the newest one of the same repository that is there
 * already, however many layers the two share.
 */
export function diskProblems(replies: Replies, server: string, { names, archive }: Incoming): string[] {
  const { disk } = replies
  const listed = linesOf(replies.sizes)
  const images = names.reduce((sum, name) => sum + addedBytes(name, listed), 0)
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

/** @param listed the images on the server, newest first, in lines with size and tags */
function addedBytes(name: string, listed: readonly string[]): number {
  const image = familiarName(name)
  if (listed.some(line => line.includes(`"${image}"`))) return 0
  const older = listed.find(line => line.includes(`"${repositoryOf(image)}:`))
  return Number.parseInt(older ?? '', 10) || 0
}

/** A line of `df -Pk`: device, blocks, used, available, share, mount. */
const DISK = /^\S.* +\d+ +\d+ +(\d+) +\S+% +(\/.*)$/gm

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`
