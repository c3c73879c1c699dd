import { familiarName, repositoryOf } from '@tsh/deployment'
import { formatBytes, linesOf, parseDiskSpace, type QueryResults } from '@tsh/server'

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
export function diskProblems(results: QueryResults, server: string, { names, archive }: Incoming): string[] {
  const { disk } = results
  const listed = linesOf(results.sizes)
  const images = names.reduce((sum, name) => sum + addedBytes(name, listed), 0)
  const [docker, path] = parseDiskSpace(disk?.code === 0 ? disk.text : '')
  const needs = [
    ...(docker ? [{ ...docker, needed: FLOOR + Math.max(images, archive) }] : []),
    ...(path && path.mount !== docker?.mount ? [{ ...path, needed: FLOOR }] : []),
  ]
  return needs
    .filter(({ freeBytes, needed }) => freeBytes < needed)
    .map(
      ({ freeBytes, mount, needed }) =>
        `${mount} on ${server} has ${formatBytes(freeBytes)} free, and the deployment needs ${formatBytes(needed)}. Free some with "docker system df" and "docker image prune"`,
    )
}

/** @param listed the images on the server, newest first, in lines with size and tags */
function addedBytes(name: string, listed: readonly string[]): number {
  const image = familiarName(name)
  if (listed.some(line => line.includes(`"${image}"`))) return 0
  const older = listed.find(line => line.includes(`"${repositoryOf(image)}:`))
  return Number.parseInt(older ?? '', 10) || 0
}
