import { familiarName, repositoryOf } from '@tsh/deployment'
import { formatBytes, linesOf, parseDiskSpace, type QueryResults } from '@tsh/server-query'

/** Free space required in addition to the images: for logs, the checkout, the journal and containers. */
const RESERVED_BYTES = 256 * 1024 * 1024

/** What a release adds to the server. */
export interface Incoming {
  /** Names of its images. */
  names: readonly string[]
  /** Size of the image archive that is about to be sent, in bytes; 0 without one. */
  archive: number
}

/**
 * Reports insufficient disk space. An image is estimated to be as large as the newest one of the same repository on the
 * server, ignoring shared layers.
 */
export function diskProblems(results: QueryResults, server: string, { names, archive }: Incoming): string[] {
  const { disk } = results
  const listed = linesOf(results.sizes)
  const images = names.reduce((sum, name) => sum + addedBytes(name, listed), 0)
  const [docker, path] = parseDiskSpace(disk?.code === 0 ? disk.text : '')
  const needs = [
    ...(docker ? [{ ...docker, needed: RESERVED_BYTES + Math.max(images, archive) }] : []),
    ...(path && path.mount !== docker?.mount ? [{ ...path, needed: RESERVED_BYTES }] : []),
  ]
  return needs
    .filter(({ freeBytes, needed }) => freeBytes < needed)
    .map(
      ({ freeBytes, mount, needed }) =>
        `${mount} on ${server} has ${formatBytes(freeBytes)} free, but the deployment needs ${formatBytes(needed)}. Free some with "docker system df" and "docker image prune"`,
    )
}

/** @param listed the images on the server, newest first, as lines with size and tags */
function addedBytes(name: string, listed: readonly string[]): number {
  const image = familiarName(name)
  if (listed.some(line => line.includes(`"${image}"`))) return 0
  const older = listed.find(line => line.includes(`"${repositoryOf(image)}:`))
  return Number.parseInt(older ?? '', 10) || 0
}
