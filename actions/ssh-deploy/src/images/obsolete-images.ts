import type { Release } from '@tsh/deployment'

/**
 * The images that no rollback will ask for any more: those of all but the newest versions. Only what the journal names is
 * ever among them, so nothing that somebody else has put on the server.
 *
 * @param releases all, oldest first
 * @param keep how many versions keep their images, the live one not counted
 * @param next the version that is about to be deployed, which may be an old one
 * @returns names and digests, as `docker image rm` takes them
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
  const named = [live, next].filter(version => version !== undefined)
  return [...new Set([...named, ...[...newestFirst].slice(0, keep)])]
}
