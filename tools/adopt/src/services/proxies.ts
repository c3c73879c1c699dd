import {
  entriesOf,
  get,
  imageName,
  interpolate,
  type RepositoryFiles,
  readDockerfile,
  type Service,
  textOf,
  textsOf,
} from '@tsh/standard/reading'

const PROXY = /^(traefik|nginx|nginx-proxy|nginx-proxy-manager|openresty|caddy|haproxy|envoy|swag)$/

/** The services that are proxies, such as Traefik and nginx. */
export const proxiesIn = (files: RepositoryFiles, services: readonly Service[]): Service[] =>
  services.filter(service => isProxy(files, service))

/** A proxy uses the image, or adds its configuration to it. An application that is served by nginx has several stages. */
function isProxy(files: RepositoryFiles, service: Service): boolean {
  if (!service.build) return PROXY.test(imageName(service.image?.value ?? ''))
  const path = service.build.dockerfile ?? ''
  const { stages } = readDockerfile(path, files.text(path) ?? '')
  return stages.length === 1 && PROXY.test(imageName(stages[0]?.from ?? ''))
}

/** The labels of a service as `key=value`, with the variables of the env template. */
export function labelsOf({ node }: Service, valueFor: (name: string) => string | undefined): string[] {
  const labels = get(node, 'labels')
  const listed = textsOf(labels)
  const mapped = entriesOf(labels).map(([key, entry]) => `${key}=${textOf(entry.node) ?? ''}`)
  return [...listed, ...mapped].map(label => interpolate(label, valueFor))
}

/** The rules of the HTTP routers that labels define for Traefik. */
export const traefikRules = (labels: readonly string[]): string[] =>
  labels
    .filter(label => /^traefik\.http\.routers\..+\.rule=/.test(label))
    .map(rule => rule.replace(/^[^=]*=/, ''))
