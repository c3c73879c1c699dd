import {
  type Application,
  activeProfiles,
  type ComposeModel,
  changedMounts,
  otherServices,
  withRole,
} from '@tsh/deployment'
import { existingServices, linesOf, type QueryResults, runningContainers } from '@tsh/server-query'

/** What a release does with services that are not built from the repository: databases, caches and others. */
export interface ThirdPartyServices {
  /** Have no container yet, so they are started. */
  missing: string[]
  /** Keep their container, although this commit changes its definition. */
  notUpdated: NotUpdated[]
}

export interface NotUpdated {
  service: string
  /** The end of a sentence, such as "its definition changes with this commit". */
  reason: string
}

/**
 * Renamed services that would start on the volume of the old one, whose container is still running. Two databases on
 * one volume corrupt it.
 */
export function renamedServices(
  results: QueryResults,
  application: Application,
  models: { model: ComposeModel; before: ComposeModel | undefined },
): string[] {
  const { model, before } = models
  const running = runningContainers(results).filter(({ project }) => project === model.name)
  const removed = running.map(({ service }) => service).filter(name => !model.services[name])
  return thirdPartyServices(results, application, models).missing.flatMap(service => {
    const sources = sourcesOf(model, service)
    const other = removed.find(name => sourcesOf(before, name).some(source => sources.includes(source)))
    return other === undefined
      ? []
      : [
          `service "${service}" uses the volume of "${other}", which is still running but no longer in the compose file. If it was renamed, stop and remove the container of "${other}" first`,
        ]
  })
}

const sourcesOf = (model: ComposeModel | undefined, service: string): string[] =>
  (model?.services[service]?.volumes ?? []).flatMap(({ source }) => source ?? [])

/** Determines them from the results of preflight: the compose model of the commit and that of the current checkout. */
export function thirdPartyServices(
  results: QueryResults,
  application: Application,
  { model, before }: { model: ComposeModel; before: ComposeModel | undefined },
): ThirdPartyServices {
  const services = withRole(
    otherServices(model, application.placement, activeProfiles(results.env?.text ?? '', application)),
    'third-party',
    'data-store',
  )
  const existing = existingServices(results, model.name)
  const notUpdated = services
    .filter(name => existing.includes(name))
    .flatMap(service => {
      const reason = reasonToUpdate(results, application, { service, model, before })
      return reason === undefined ? [] : [{ service, reason }]
    })
  return { missing: services.filter(name => !existing.includes(name)), notUpdated }
}

function reasonToUpdate(
  results: QueryResults,
  { path }: Application,
  { service, model, before }: { service: string; model: ComposeModel; before: ComposeModel | undefined },
): string | undefined {
  const wanted = model.services[service]
  const known = before?.services[service]
  if (known && definitionIn(before, service) !== definitionIn(model, service))
    return 'its definition changes with this commit'
  const running = runningContainers(results).find(
    container => container.project === model.name && container.service === service,
  )
  if (running && wanted?.build === undefined && wanted?.image !== running.image)
    return `it runs ${running.image} instead of ${wanted?.image}`
  const changed = linesOf(results.changed)
  const mounted = changedMounts(model, service, { path, changed })
  if (mounted.length > 0) return `this commit changes ${mounted.join(', ')}, which it mounts`
  const context = buildContext(wanted?.build, path)
  return context && changed.some(file => file.startsWith(`${context}/`))
    ? `this commit changes ${context}, which its image is built from`
    : undefined
}

/** A service with the configs that it uses, whose content may be inlined in the compose file. */
function definitionIn(model: ComposeModel | undefined, service: string): string {
  const definition = model?.services[service]
  const configs = definition?.configs?.map(({ source = '' }) => model?.configs?.[source])
  return JSON.stringify([definition, configs])
}

/** The build context of an image, relative to the checkout; undefined for the checkout itself. */
function buildContext(build: unknown, path: string): string | undefined {
  const context = (build as { context?: string } | undefined)?.context
  return context?.startsWith(`${path}/`) ? context.slice(path.length + 1) : undefined
}
