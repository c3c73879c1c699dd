import type { ComposeModel, Service } from '../../compose/service.ts'
import { stepsOf } from '../../dockerfile/stages.ts'
import type { Evidence } from '../../finding.ts'
import { builtImages, servicesIn } from '../../model/repository.ts'
import { namesOf } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'
import { get } from '../../yaml/node.ts'

export const oneProcess: Rule = {
  id: 'SVC-3',
  severity: 'E',
  title: 'A container runs one process, and services share a declared network.',
  fix: 'Run each process in its own service, and attach services that communicate to the same network.',
  check: repository => [
    ...servicesIn(repository).flatMap(({ service, model }) => [
      ...severalProcesses(service.name, [service.command, service.entrypoint]),
      ...apart(service, model),
    ]),
    ...builtImages(repository).flatMap(({ service, dockerfile, stage }) => {
      if (service.command) return []
      const steps = stepsOf(dockerfile, stage, 'CMD', 'ENTRYPOINT')
      return severalProcesses(
        service.name,
        steps.map(({ text, at }) => ({ text, at })),
      )
    }),
    ...repository.models.flatMap(undeclaredNetwork),
  ],
}

/** A supervisor, or a background process followed by another command. */
const SEVERAL = /\bsupervisord\b|\bhoncho start\b|\bpm2-runtime\b|[^&>]&\s+(?!\d)[\w./]/

function severalProcesses(
  name: string,
  commands: readonly ({ text: string; at: Evidence['at'] } | undefined)[],
): Evidence[] {
  return commands
    .filter(command => command !== undefined)
    .filter(({ text }) => SEVERAL.test(text))
    .map(({ at }) => ({ at, message: `${name} runs several processes in one container` }))
}

const networksOf = ({ networks }: Service): string[] =>
  networks.length === 0 ? ['default'] : networks.map(({ network }) => network)

/** A service that depends on another one without a shared network. */
function apart(service: Service, model: ComposeModel): Evidence[] {
  if (service.networkMode) {
    const isAlone = service.networkMode.value === 'none' && model.services.length > 1
    return isAlone ? [{ at: service.networkMode.at, message: `${service.name} has no network` }] : []
  }
  const own = networksOf(service)
  return service.dependsOn.flatMap(({ service: name, at }) => {
    const other = model.services.find(one => one.name === name)
    if (!other || other.networkMode || networksOf(other).some(network => own.includes(network))) return []
    // A variable with the name of the other service shows that they communicate; the start order alone does not.
    const isUsed = service.environment.some(({ value }) =>
      namesOf(other).some(one => value?.value.includes(one)),
    )
    const severity = isUsed ? {} : { severity: 'W' as const }
    return [
      {
        at,
        ...severity,
        subject: name,
        message: `${service.name} depends on ${name}, but they share no network`,
      },
    ]
  })
}

function undeclaredNetwork(model: ComposeModel): Evidence[] {
  const isImplicit = model.services.length > 1 && get(model.root, 'networks') === undefined
  const isShared = model.services.some(({ networkMode }) => !networkMode)
  if (!isImplicit || !isShared) return []
  const message = `${model.files[0]} declares no network`
  return [{ at: model.at, severity: 'W', message, fix: 'Declare it: `networks: { default: { name: … } }`.' }]
}
