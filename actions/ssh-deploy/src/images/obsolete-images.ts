import type { Release } from '@tsh/deployment'

/**
 * The images that no rollback needs any more: those of all but the newest versions. They only include images from the
 * journal, never other images on the server.
 *
 * @param releases all releases, oldest first
 * @param keep number of versions that keep their images, in addition to the live one
 * @param next the version that is about to be deployed, possibly an old one
 * @returns names and digests, as arguments for `docker image rm`
 */
export function obsoleteImages(
  releases: readonly Release[],
  { keep, live, next }: { keep: number; live: string | undefined; next?: string },
): string[] {
  const kept = keptVersions(releases, { keep, live, ...(next === undefined ? {} : { next }) })
  const namesOf = (wanted: boolean): string[] =>
    releases
      .filter(({ version }) => kept.includes(version) === wanted)
      .flatMap(({ images }) => images)
      .flatMap(({ image, reference }) => (reference === '' ? [image] : [image, reference]))
  const needed = new Set(namesOf(true))
  return [...new Set(namesOf(false))].filter(name => !needed.has(name))
}

/** The live version, the next one, and the newest others. */
export function keptVersions(
  releases: readonly Release[],
  { keep, live, next }: { keep: number; live: string | undefined; next?: string },
): string[] {
  const newestFirst = new Set(releases.toReversed().map(({ version }) => version))
  if (live !== undefined) newestFirst.delete(live)
  const required = [live, next].filter(version => version !== undefined)
  return [...new Set([...required, ...[...newestFirst].slice(0, keep)])]
}
