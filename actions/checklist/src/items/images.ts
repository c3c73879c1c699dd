import { type BuiltImage, parseBuiltServices, type Release } from '@tsh/deployment'
import { formatBytes } from '@tsh/server-query'
import { type Facts, isPrepared } from '../facts.ts'
import { byRelease, type Finding, missing, proven } from './finding.ts'

/** Which images were built, by digest. */
export function images(facts: Facts): Finding {
  const { build, 'determine-version': version } = facts.jobs
  const { release } = facts.journal
  if (version?.outputs.redeploy === 'true' && release)
    return proven(`existing version, ${count(release.images)}`, { images: release.images })
  if (build?.result !== 'success')
    return missing(`the build ended with the result ${build?.result ?? 'unknown'}`)
  const built = builtBy(facts)
  if (built.length === 0) return missing('the build has reported no images')
  return proven(built.map(({ service, digest, id }) => `${service} ${short(digest || id)}`).join(', '), {
    images: built,
  })
}

/** Whether the images on the server are those that were built: the journal has them once they were pulled or loaded. */
export const transfer = byRelease((release, facts): Finding => {
  if (!isPrepared(release))
    return missing(`the release is ${release.state}, and the journal has no images on the server`)
  if (release.images.length === 0) return missing('the journal has no images')
  const lost = builtBy(facts).find(({ digest }) => digest !== '' && !hasDigest(release, digest))
  if (lost)
    return missing(`the image of ${lost.service}, ${short(lost.digest)}, is not among those on the server`)
  const unknown = release.images.find(({ reference, id = '' }) => reference === '' && id === '')
  if (unknown) return missing(`the id of ${unknown.image} on the server is unknown`)
  const { images, sentBytes } = release
  const sent = sentBytes === undefined ? '' : `; ${formatBytes(sentBytes)} of them were sent`
  const evidence = { images, ...(sentBytes === undefined ? {} : { sentBytes }) }
  return proven(images.map(described).join(', ') + sent, evidence)
})

function builtBy({ jobs }: Facts): { service: string; digest: string; id: string }[] {
  const { built } = parseBuiltServices(jobs.build?.outputs.images ?? '')
  return [...built].map(([service, { digest = '', id = '' }]) => ({ service, digest, id }))
}

const hasDigest = ({ images }: Release, digest: string): boolean =>
  images.some(({ reference }) => reference.endsWith(`@${digest}`))

const described = ({ image, reference, id = '', sizeBytes }: BuiltImage): string => {
  const how =
    reference === '' ? `loaded as ${short(id)}` : `pulled by ${short(reference.split('@')[1] ?? '')}`
  return `${image} ${how}${sizeBytes === undefined ? '' : ` (${formatBytes(sizeBytes)})`}`
}

const count = (list: readonly unknown[]): string => `${list.length} image${list.length === 1 ? '' : 's'}`

/** `sha256:` and twelve characters, as Docker shows it. */
const short = (digest: string): string => digest.slice(0, 'sha256:'.length + 12)
