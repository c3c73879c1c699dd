import { UserError } from '@tsh/action'
import { envValue } from './env-file.ts'
import type { SlotPorts } from './proxy/upstream-text.ts'
import { type Slots, slotServices } from './slot.ts'

/** The parts of `docker compose config --format json` that a deployment decides by. */
export interface ComposeModel {
  name: string
  services: Record<string, ComposeService>
  networks?: Record<string, unknown>
  configs?: Record<string, ComposeFile>
  secrets?: Record<string, ComposeFile>
}

/** A config or secret, by the file that it is read from. */
interface ComposeFile {
  file?: string
  /** The text, where it is in the compose file itself. */
  content?: string
}

export interface ComposeService {
  image?: string
  build?: unknown
  container_name?: string
  profiles?: string[]
  ports?: { published?: string; target?: number; protocol?: string; host_ip?: string }[]
  restart?: string
  healthcheck?: unknown
  depends_on?: Record<string, { condition?: string }>
  volumes?: { type?: string; source?: string; target?: string }[]
  configs?: { source?: string }[]
  secrets?: { source?: string }[]
}

export function parseComposeModel(json: string): ComposeModel {
  const model = JSON.parse(json) as Partial<ComposeModel>
  return { ...model, name: model.name ?? '', services: model.services ?? {} }
}

/** The profiles that the env file makes active, as compose reads them: `COMPOSE_PROFILES=staging,mail`. */
export const activeProfiles = (env: string): string[] =>
  (envValue(env, 'COMPOSE_PROFILES') ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')

/** The first TCP port that a service publishes: on the server and inside the container. */
export function publishedPort(model: ComposeModel, service: string): { published: number; target: number } {
  const found = model.services[service]
  if (!found) {
    const names = Object.keys(model.services).join(', ')
    throw new UserError(`the compose file has no service "${service}" (it has ${names}). Check "app-service"`)
  }
  const port = found.ports?.find(({ published, protocol }) => published && (protocol ?? 'tcp') === 'tcp')
  if (!port?.published || !port.target) {
    throw new UserError(`service "${service}" publishes no port, so its health cannot be asked`)
  }
  return { published: Number(port.published), target: port.target }
}

/** The ports of the slots on the server's own loopback. */
export function slotPorts(
  model: ComposeModel,
  { appService, slots }: { appService: string; slots: Slots },
): SlotPorts {
  const ports = slots.map(slot =>
    slotServices(appService, slot).map(name => publishedPort(model, name).published),
  )
  return new Map(slots.map((slot, at) => [slot, ports[at] ?? []]))
}

/** The address of a service on the server's own loopback. */
export function loopbackUrl(model: ComposeModel, service: string): string {
  return `http://127.0.0.1:${publishedPort(model, service).published}`
}
