import { variablesIn } from '../../compose/interpolation.ts'
import { placeOf } from '../../compose/model.ts'
import type { Service } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import { servicesIn } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'

/** The tag of an image as it is written; a registry may have a port, and a default a colon. */
export function rawTag(image: string): string | undefined {
  const masked = image.replace(/\$\{[^}]*\}/g, text => 'x'.repeat(text.length))
  const name = masked.lastIndexOf('/') + 1
  const at = masked.slice(name).search(/[:@]/)
  return at === -1 ? undefined : image.slice(name + at + 1)
}

export const versionTag: Rule = {
  id: 'TAG-1',
  severity: 'E',
  title:
    'An image that is built is called `service:${VERSION}`, with neither a fixed tag nor a default of `latest`.',
  fix: 'Write `:${VERSION:?}`, so that nothing starts without a version.',
  check: repository =>
    servicesIn(repository)
      .filter(({ service }) => service.build)
      .flatMap(({ service }) => {
        const problem = tagProblem(service)
        return problem === undefined
          ? []
          : [{ at: service.image?.at ?? placeOf(service, 'build'), message: `${service.name} ${problem}` }]
      }),
}

function tagProblem({ image }: Service): string | undefined {
  if (!image) return 'is built and has no image name'
  const tag = rawTag(image.raw)
  if (tag === undefined) return 'has an image without a tag, which means latest'
  const variables = variablesIn(tag)
  if (variables.some(({ operator, word }) => operator.endsWith('-') && word === 'latest'))
    return 'falls back to the tag latest'
  return variables.length === 0 ? `has the fixed tag ${tag}` : undefined
}

export const doubledPrefix: Rule = {
  id: 'TAG-3',
  severity: 'E',
  title: 'The environment is in the version alone, and not in front of it in the tag as well.',
  fix: 'Drop the prefix: VERSION has it.',
  check: repository =>
    servicesIn(repository).flatMap(({ service, model }): Evidence[] => {
      const { image, build } = service
      const names = [...(image ? [image] : []), ...(build?.tags ?? [])]
      return names
        .filter(({ raw }) => isDoubled(raw, model.environment))
        .map(({ at }) => ({
          at,
          message: `${service.name} has the environment in front of VERSION, which begins with it`,
        }))
    }),
}

function isDoubled(image: string, environment = ''): boolean {
  const [, prefix = ''] = /^([A-Za-z]+)[-_.]\$\{?VERSION\b/.exec(rawTag(image) ?? '') ?? []
  return ['staging', 'production', 'prod', environment].includes(prefix.toLowerCase()) && prefix !== ''
}

export const buildTags: Rule = {
  id: 'TAG-4',
  severity: 'W',
  title: 'The tags of a build contain the image that is started.',
  fix: 'Add the image to `build.tags`, or remove the tags.',
  check: repository =>
    servicesIn(repository).flatMap(({ service: { name, image, build } }) => {
      const [first] = build?.tags ?? []
      if (!first || !image || build?.tags.some(({ value }) => value === image.value)) return []
      return [{ at: first.at, message: `the tags of ${name} lack its image` }]
    }),
}

const DIGEST = /@sha256:[0-9a-f]{64}$/

export const thirdPartyTags: Rule = {
  id: 'TAG-5',
  severity: 'W',
  title: 'Images of others have a tag with a version (W), and a digest (N).',
  fix: 'Name a version and its digest, such as `postgres:15-alpine@sha256:…`.',
  check: repository =>
    servicesIn(repository)
      .filter(({ service }) => service.image && !service.build)
      .flatMap(({ service: { name, image } }): Evidence[] => {
        if (!image || DIGEST.test(image.value)) return []
        const tag = rawTag(image.value)
        if (tag === undefined || /^(latest|stable|edge|nightly|main|master|)$/.test(tag))
          return [{ at: image.at, message: `${name} has an image without a version` }]
        return [{ at: image.at, severity: 'N', message: `${name} has an image without a digest` }]
      }),
}
