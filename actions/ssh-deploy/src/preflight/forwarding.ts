import { answeringServices, type ComposeModel, serviceUrl } from '@tsh/deployment'
import { ForwardingForbidden, type Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'

/** Checks that sshd forwards the connections that a deployment needs, before anything is changed. */
export async function forwardingProblems(
  remote: Remote,
  { application, handoverPort }: Pick<DeployInputs, 'application' | 'handoverPort'>,
  model: ComposeModel,
): Promise<string[]> {
  const services = answeringServices(application.placement).flatMap(service => urlOf(model, service))
  const urls = [...services, ...(handoverPort === undefined ? [] : handoverUrl(services, handoverPort))]
  const forbidden = (await Promise.all(urls.map(url => isForbidden(remote, url)))).flatMap((is, at) =>
    is ? [new URL(urls[at] ?? '').host] : [],
  )
  if (forbidden.length === 0) return []
  const host = remote.name.slice(remote.name.indexOf('@') + 1)
  const permissions = forbidden.map(address => `permitopen="${address}"`).join(',')
  return [
    `sshd on ${host} does not allow port forwarding for ${remote.name} (to ${forbidden.join(', ')}). Set AllowTcpForwarding to "local" in its sshd_config; a key with "restrict" needs port-forwarding,${permissions} in authorized_keys`,
  ]
}

/** A service without a port is reported elsewhere. */
function urlOf(model: ComposeModel, service: string): string[] {
  try {
    return [serviceUrl(model, service)]
  } catch {
    return []
  }
}

/** The second container is published on the address of the app service. */
function handoverUrl([service]: readonly string[], port: number): string[] {
  if (service === undefined) return []
  const url = new URL(service)
  url.port = String(port)
  return [url.origin]
}

/** Whether anything listens on the port does not matter. */
async function isForbidden(remote: Remote, url: string): Promise<boolean> {
  try {
    const connection = await remote.keep({ url })
    connection.close()
    return false
  } catch (error) {
    return error instanceof ForwardingForbidden
  }
}
