import { type Answer, sendPublicRequest } from '@tsh/remote'
import type { Consumer, Sandbox, SeedPlan } from '@tsh/sandbox'
import { siteHost } from '@tsh/sandbox/consumer/public-site'
import { persistentServices } from '@tsh/sandbox/seed/compose-model'

export interface Live {
  /** From the response header; `app` if the service is replaced in place. */
  slot: string
  version: string
  status: number
}

/** Queries the site for what is live: the slot from its header, the version from its container, else from its health response. */
export async function querySite(sandbox: Sandbox, consumer: Consumer): Promise<Live> {
  let answer: Answer
  try {
    answer = await requestSite(sandbox, consumer)
  } catch {
    return { slot: '', version: '', status: 0 }
  }
  const slot = slotOf(answer)
  // An application may report its own version in the health response, so the container takes precedence.
  const reported = versionIn(answer.body) ?? ''
  return {
    slot,
    version: (await runningVersion(sandbox, consumer, slot)) || reported,
    status: answer.status,
  }
}

const requestSite = (
  { publicUrl }: Sandbox,
  { url, healthPath }: Pick<Consumer, 'url' | 'healthPath'>,
): Promise<Answer> =>
  sendPublicRequest({ url: publicUrl + healthPath, headers: { Host: siteHost(url, publicUrl) } })

const slotOf = ({ headers }: Answer): string => headers['x-deployment-slot'] ?? ''

function versionIn(body: string): string | undefined {
  try {
    const { version } = JSON.parse(body) as { version?: unknown }
    return typeof version === 'string' && version ? version : undefined
  } catch {
    return undefined
  }
}

async function runningVersion(sandbox: Sandbox, consumer: Consumer, slot: string): Promise<string> {
  const service = consumer.appService.replace('{slot}', slot)
  const filter = `--filter label=com.docker.compose.service=${service}`
  const { stdout } = await sandbox.server.exec(`docker ps ${filter} --format '{{.Image}}' | head -n 1`)
  return stdout.trim().split(':').at(-1) ?? ''
}

/** Placeholder for the id of a container that is not running. */
export const NOT_RUNNING = 'not running'

/** Container ids of databases and similar services; a deployment must not touch them. */
export async function databaseContainers(sandbox: Sandbox, plan: SeedPlan): Promise<Record<string, string>> {
  const format = `{{.Label "com.docker.compose.service"}} {{.ID}} {{.State}}`
  const { stdout } = await sandbox.server.exec(`docker ps --no-trunc --format '${format}'`)
  const running = new Map(
    stdout.split('\n').map(line => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']),
  )
  return Object.fromEntries(
    persistentServices(plan.model).map(service => [service, running.get(service) ?? NOT_RUNNING]),
  )
}

/** Every compose service that has a container on the server, with the container's state. */
export async function serviceStates(sandbox: Sandbox): Promise<Record<string, string>> {
  const format = `{{.Label "com.docker.compose.service"}} {{.State}}`
  const { stdout } = await sandbox.server.exec(`docker ps --all --format '${format}'`)
  const lines = stdout.split('\n').map(line => line.split(' '))
  return Object.fromEntries(lines.flatMap(([service, state]) => (service && state ? [[service, state]] : [])))
}

/** The version of each service that has a container on the server, by the tag of the container's image. */
export async function serviceVersions(sandbox: Sandbox): Promise<Record<string, string>> {
  const format = `{{.Label "com.docker.compose.service"}} {{.Image}}`
  const { stdout } = await sandbox.server.exec(
    `docker ps --all --filter label=com.docker.compose.oneoff=False --format '${format}'`,
  )
  const lines = stdout.split('\n').map(line => line.split(' '))
  return Object.fromEntries(
    lines.flatMap(([service, image]) => (service && image ? [[service, image.split(':').at(-1) ?? '']] : [])),
  )
}

/** The release journal of the server; empty before the first release. */
export async function readJournal(sandbox: Sandbox, consumer: Consumer): Promise<string> {
  return (await sandbox.server.exec(`cat ${consumer.deployPath}/.deploy/releases.jsonl`)).stdout
}
