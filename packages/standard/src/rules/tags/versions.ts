import { assignmentOf } from '../../env/env-template.ts'
import { envFilesOf } from '../../model/environment.ts'
import type { Repository } from '../../model/repository.ts'
import { servicesIn } from '../../model/repository.ts'
import { STANDARD } from '../../model/standard-values.ts'
import type { Rule } from '../../rule.ts'

export const versionForm: Rule = {
  id: 'TAG-2',
  severity: 'E',
  title: 'VERSION in the template has the format of the environment.',
  fix: 'Use a version such as `staging-1a2b3c4` or `production-v2026.01.31-1a2b3c4`.',
  check: ({ environments }) =>
    environments.flatMap(environment => {
      const standard = STANDARD[environment.name]
      return envFilesOf(environment)
        .filter(({ isShared }) => !isShared)
        .flatMap(file => {
          const version = assignmentOf(file, 'VERSION')
          if (!standard || !version || standard.version.test(version.value)) return []
          const message = `VERSION does not have the format ${standard.versionFormat}`
          return [{ at: version.at, message }]
        })
    }),
}

const REGISTRY = /\b((?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?)\/([a-z0-9._-]+)\/[a-z0-9._/-]+/g

export const registryNames: Rule = {
  id: 'TAG-6',
  severity: 'W',
  title: 'Compose files, workflows and settings use the same registry.',
  fix: 'Use one registry and namespace; set `registry` in the settings file.',
  check: repository => {
    const pushed = pushedTo(repository)
    if (pushed.size === 0) return []
    return servicesIn(repository)
      .filter(({ service }) => service.build && service.image)
      .flatMap(({ service: { name, image } }) => {
        const [registry] = registriesIn(image?.value ?? '')
        if (!image || registry === undefined || pushed.has(registry)) return []
        return [
          {
            at: image.at,
            message: `${name} uses ${registry}, but images are pushed to ${[...pushed].join(', ')}`,
          },
        ]
      })
  },
}

const registriesIn = (text: string): string[] =>
  [...text.matchAll(REGISTRY)].map(([, host, namespace]) => `${host}/${namespace}`)

/** Registries that workflows push to, and the registry of the settings; expressions are skipped. */
function pushedTo({ workflows, environments }: Repository): Set<string> {
  const settings = environments.flatMap(environment => environment.settings?.registry ?? [])
  const tags = workflows.flatMap(({ text }) =>
    text
      .split('\n')
      .filter(
        line =>
          /\b(tags|push|docker tag|images):?\s|^\s+(- )?\S+\/\S+:\S+$/.test(line) && !/uses:/.test(line),
      )
      .flatMap(registriesIn),
  )
  return new Set([...settings, ...tags])
}
