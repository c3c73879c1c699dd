import { isSecretKey } from '@tsh/deployment/secret-key'
import { buildDefinition } from '../../compose/build-definition.ts'
import { placeOf } from '../../compose/model.ts'
import { connectionUrl } from '../../env/connection-url.ts'
import { envFilesOf } from '../../model/environment.ts'
import { builtImages, servicesIn } from '../../model/repository.ts'
import { namesOf } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'

export const sameBuild: Rule = {
  id: 'BLD-1',
  severity: 'E',
  title: 'Services with the same image have the same build definition.',
  fix: 'Give each build its own image name, or use the same build definition.',
  check: ({ models }) =>
    models.flatMap(({ services }) => {
      const built = services.filter(({ build, image }) => build && image)
      return built.flatMap((service, index) => {
        const before = built.slice(0, index).find(one => one.image?.raw === service.image?.raw)
        if (!before || buildDefinition(before) === buildDefinition(service)) return []
        const message = `${service.name} and ${before.name} have the same image but different builds`
        return [{ at: placeOf(service, 'build'), message }]
      })
    }),
}

export const buildArguments: Rule = {
  id: 'BLD-2',
  severity: 'W',
  title: 'Build arguments are not secrets and have a value.',
  fix: 'Use a build secret, and set the value of other arguments.',
  check: repository => [
    ...servicesIn(repository).flatMap(({ service: { name, build } }) =>
      (build?.args ?? []).flatMap(({ key, value, at }) => {
        const problem = isSecretKey(key) ? 'looks like a secret' : value ? undefined : 'has no value'
        return problem === undefined
          ? []
          : [{ at, subject: key, message: `the build argument ${key} of ${name} ${problem}` }]
      }),
    ),
    ...builtImages(repository).flatMap(({ dockerfile }) =>
      [...dockerfile.global, ...dockerfile.stages.flatMap(({ steps }) => steps)]
        .filter(({ keyword }) => keyword === 'ARG')
        .flatMap(({ variables, at }) => variables.map(variable => ({ ...variable, at })))
        .filter(({ name, value }) => isSecretKey(name) && value === undefined)
        .map(({ name, at }) => ({
          at,
          subject: name,
          message: `the build argument ${name} looks like a secret`,
        })),
    ),
  ],
}

/** Variables that a bundler inlines into browser code. */
const BROWSER = /^(NEXT_PUBLIC|REACT_APP|VITE|VUE_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|PUBLIC)_/

export const browserVariables: Rule = {
  id: 'BLD-3',
  severity: 'W',
  title: 'Variables for the browser contain public URLs, not container names.',
  fix: 'Use the public URL; a browser cannot resolve container names.',
  check: repository => {
    const names = new Set(repository.models.flatMap(({ services }) => services.flatMap(namesOf)))
    const isInternal = (value = ''): boolean => names.has(connectionUrl(value)?.host ?? '')
    const inServices = servicesIn(repository).flatMap(({ service }) => [
      ...service.environment,
      ...(service.build?.args ?? []),
    ])
    const inFiles = repository.environments.flatMap(envFilesOf).flatMap(({ assignments }) => assignments)
    const settings = [
      ...inServices.map(({ key, value, at }) => ({ key, value: value?.value, at })),
      ...inFiles,
    ]
    return settings
      .filter(({ key, value }) => BROWSER.test(key) && isInternal(value))
      .map(({ key, at }) => ({ at, subject: key, message: `${key} refers to a container name` }))
  },
}
