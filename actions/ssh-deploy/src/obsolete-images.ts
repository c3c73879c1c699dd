import type { Release } from '@tsh/deployment'

/**
 * The images that no rollback will ask for any more: those of all but the newest versions. Only what the journal names is
 * ever among them, so nothing that somebody else has put on the server.
 *
 * @param releases all, oldest first
 * @param keep how many versions keep their images, the live one not counted
 * @returns names and digests, as `docker image rm` takes them
 */
export function obsoleteImages(
  releases: readonly Release[],
  { keep, live }: { keep: number; live: string | undefined },
): string[] {
  const kept = keptVersions(releases, { keep, live })
  const namesOf = (wanted: boolean): string[] =>
    releases
      .filter(({ version }) => kept.includes(version) === wanted)
      .flatMap(({ images }) => images)
      .flatMap(({ image, reference }) => (reference === '' ? [image] : [image, reference]))
  const needed = new Set(namesOf(true))
  return [...new Set(namesOf(false))].filter(name => !needed.has(name))
}

/** The live version, and the newest others. */
export function keptVersions(
  releases: readonly Release[],
  { keep, live }: { keep: number; live: string | undefined },
): string[] {
  const newestFirst = new Set(releases.toReversed().map(({ version }) => version))
  if (live !== undefined) newestFirst.delete(live)
  return [...(live === undefined ? [] : [live]), ...[...newestFirst].slice(0, keep)]
}
