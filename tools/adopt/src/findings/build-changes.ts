import { isNeeded, type RepositoryFiles, readEnvFile, type Service, variablesIn } from '@tsh/standard/reading'
import { type ComposeChange, changeOf } from './compose-change.ts'

/** Build arguments that the build job does not have. @param services without second slots, which are built alike */
export function buildChanges(files: RepositoryFiles, services: readonly Service[]): ComposeChange[] {
  const tracked = readEnvFile('.env', files.text('.env') ?? '', { kind: 'template', isShared: true })
  const given = new Set(['VERSION', ...tracked.assignments.map(({ key }) => key)])
  return services.flatMap(service =>
    unsetVariables(service, given).map(name => argumentChange(service, name)),
  )
}

function unsetVariables({ build }: Service, given: ReadonlySet<string>): string[] {
  const variables = (build?.args ?? []).flatMap(({ value }) => variablesIn(value?.raw ?? ''))
  return [...new Set(variables.filter(one => isNeeded(one) && !given.has(one.name)).map(({ name }) => name))]
}

const argumentChange = (service: Service, name: string): ComposeChange =>
  changeOf(
    service,
    `has a build argument that reads ${name}, which the build job does not have`,
    `set ${name} in the setting build-args, or write a default: \${${name}:-value}`,
  )
