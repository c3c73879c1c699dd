import { variablesIn } from '../../compose/interpolation.ts'
import { placeOf } from '../../compose/model.ts'
import type { Service } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import { servicesIn } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'

/** The tag of an image as written; a registry may have a port, and a default a colon. */
export function rawTag(image: string): string | undefined {
  const masked = image.replace(/\$\{[^}]*\}/g, text => 'x'.repeat(text.length))
  const name = masked.lastIndexOf('/') + 1
  const at = masked.slice(name).search(/[:@]/)
  return at === -1 ? undefined : image.slice(name + at + 1)
}

export const versionTag: Rule = {
  id: 'TAG-1',
  severity: 'E',
  title: 'Built images are tagged `service:${VERSION}`, with neither a fixed tag nor a default of `latest`.',
  fix: 'Use `:${VERSION:?}`.',
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
  if (!image) return 'has "build" but no "image"'
  const tag = rawTag(image.raw)
  if (tag === undefined) return 'has an image without a tag'
  const variables = variablesIn(tag)
  if (variables.some(({ operator, operand }) => operator.endsWith('-') && operand === 'latest'))
    return 'has a tag that defaults to latest'
  return variables.length === 0 ? `has the fixed tag ${tag}` : undefined
}

export const doubledPrefix: Rule = {
  id: 'TAG-3',
  severity: 'E',
  title: 'The tag does not repeat the environment prefix of VERSION.',
  fix: 'Remove the prefix; VERSION starts with it.',
  check: repository =>
    servicesIn(repository).flatMap(({ service, model }): Evidence[] => {
      const { image, build } = service
      const names = [...(image ? [image] : []), ...(build?.tags ?? [])]
      return names
        .filter(({ raw }) => isDoubled(raw, model.environment))
        .map(({ at }) => ({
          at,
          message: `the image tag of ${service.name} repeats the environment prefix of VERSION`,
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
  title: '`build.tags` contains the image of the service.',
  fix: 'Add the image to `build.tags`, or remove the tags.',
  check: repository =>
    servicesIn(repository).flatMap(({ service: { name, image, build } }) => {
      const [first] = build?.tags ?? []
      if (!first || !image || build?.tags.some(({ value }) => value === image.value)) return []
      return [{ at: first.at, message: `build.tags of ${name} does not contain its image` }]
    }),
}

const DIGEST = /@sha256:[0-9a-f]{64}$/

export const thirdPartyTags: Rule = {
  id: 'TAG-5',
  severity: 'W',
  title: 'Third-party images are pinned to a version (W) and a digest (N).',
  fix: 'Pin version and digest, such as `postgres:15-alpine@sha256:…`.',
  check: repository =>
    servicesIn(repository)
      .filter(({ service }) => service.image && !service.build)
      .flatMap(({ service: { name, image } }): Evidence[] => {
        if (!image || DIGEST.test(image.value)) return []
        const tag = rawTag(image.value)
        if (tag === undefined || /^(latest|stable|edge|nightly|main|master|)$/.test(tag))
          return [{ at: image.at, message: `the image of ${name} is not pinned to a version` }]
        return [{ at: image.at, severity: 'N', message: `the image of ${name} is not pinned to a digest` }]
      }),
}
