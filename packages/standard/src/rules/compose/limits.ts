import { placeOf } from '../../compose/model.ts'
import type { Service } from '../../compose/service.ts'
import type { Evidence } from '../../finding.ts'
import { applicationServices } from '../../model/roles.ts'
import { STANDARD } from '../../model/standard-values.ts'
import type { Rule } from '../../rule.ts'

const GIB = 1024 ** 3

export const limits: Rule = {
  id: 'CMP-6',
  severity: 'E',
  title:
    'The application is limited to 1 CPU and 1 GiB in staging and to 2 CPUs and 2 GiB in production; other services have limits too.',
  fix: 'Set `cpus` and `mem_limit`, or `deploy.resources.limits`.',
  check: ({ environments }) =>
    environments.flatMap(environment => {
      const standard = STANDARD[environment.name]
      const application = applicationServices(environment)
      return (environment.model?.services ?? []).flatMap(service =>
        standard && application.includes(service)
          ? wrongLimits(service, standard.cpus, standard.memory)
          : missingLimits(service),
      )
    }),
}

function wrongLimits(service: Service, cpus: number, memory: number): Evidence[] {
  const { limits: given, name } = service
  if (given.cpus === cpus && given.memory === memory) return []
  const actual = isLimited(service) ? `${cpusText(given.cpus)} and ${shown(given.memory)}` : 'no limits'
  const wanted = `${cpus} ${cpus === 1 ? 'CPU' : 'CPUs'} and ${memory / GIB} GiB`
  return [
    {
      at: given.at ?? service.at,
      message: `${name} has ${actual}, expected ${wanted}`,
      fix: `Limit it to ${wanted}.`,
    },
  ]
}

const isLimited = ({ limits: given }: Service): boolean =>
  given.cpus !== undefined || given.memory !== undefined

const cpusText = (count: number | undefined): string =>
  count === undefined ? 'no CPU limit' : `${count} CPUs`

const shown = (bytes: number | undefined): string =>
  bytes === undefined ? 'no memory limit' : `${Math.round((bytes / GIB) * 100) / 100} GiB`

function missingLimits(service: Service): Evidence[] {
  const { limits: given, name } = service
  if (given.cpus !== undefined && given.memory !== undefined) return []
  const one = given.cpus === undefined ? 'no CPU limit' : 'no memory limit'
  const what = isLimited(service) ? one : 'no limits'
  return [{ at: given.at ?? placeOf(service), severity: 'W', message: `${name} has ${what}` }]
}
