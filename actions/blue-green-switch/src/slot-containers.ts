/** The relevant parts of `docker compose ps --format json`. */
export interface Container {
  Service: string
  State: string
  /** Empty if the container has no health check. */
  Health?: string
  Image: string
}

/** Parses the list; older versions print one array, newer ones one object per line. */
export function parseContainers(json: string): Container[] {
  const text = json.trim()
  if (text === '') return []
  if (text.startsWith('[')) return JSON.parse(text) as Container[]
  return text.split('\n').map(line => JSON.parse(line) as Container)
}

/** Why a service must not get traffic, based on its container: a response on its port may come from something else. */
export function containerProblem(
  containers: readonly Container[],
  service: string,
  image: string | undefined,
): string | undefined {
  const container = containers.find(({ Service }) => Service === service)
  if (!container) return `${service} has no container`
  const { State, Health = '', Image } = container
  if (State !== 'running') return `the container of ${service} is ${State}`
  if (Health !== '' && Health !== 'healthy') return `the container of ${service} is ${Health}`
  if (image !== undefined && Image !== image)
    return `the container of ${service} runs ${Image} instead of ${image}; something else was deployed there since`
  return undefined
}
