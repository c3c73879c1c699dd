import { setTimeout as sleep } from 'node:timers/promises'
import { pushedName, repositoryOf } from './image-names.ts'
import { authorization, type Refusal, type RegistryApi, registryApi, send } from './registry-api.ts'
import type { RegistryLogin } from './registry-login.ts'

export interface PushFindings {
  problems: string[]
  warnings: string[]
}

const ATTEMPTS = 3
const RETRY_INTERVAL_MS = 2000

/**
 * Starts an upload to the repository of each image and cancels it, as a push would begin: it shows whether the registry is
 * reachable, the login is valid, and the account may push there. Nothing is stored.
 * @param images names from the compose file, with their tags; without any, only the login is checked
 * @param login undefined to use none
 */
export async function pushProblems(
  registry: string,
  images: readonly string[],
  login: RegistryLogin | undefined,
  retryIntervalMs = RETRY_INTERVAL_MS,
): Promise<PushFindings> {
  const api = registryApi(registry)
  const names = images.map(image => repositoryOf(pushedName(registry, image)))
  const paths = [...new Set(names)].map(name => api.path(name))
  const answers = await Promise.all(
    (paths.length > 0 ? paths : [undefined]).map(path =>
      probe(() => tryPush(api, path, login), retryIntervalMs),
    ),
  )
  const findings = answers.flatMap(answer => answer ?? [])
  const isLoginMissing =
    login === undefined && findings.some(({ status }) => status === 401 || status === 403)
  // The runner may have its own login, which only Docker can use.
  if (isLoginMissing)
    return {
      problems: [],
      warnings: [
        `${api.host} requires a login, but "registry-username" and "registry-password" are empty, so it is not known whether the images can be pushed. Define DOCKER_USERNAME and DOCKER_TOKEN and pass them by name from the caller`,
      ],
    }
  return { problems: [...new Set(findings.map(finding => finding.text))], warnings: [] }
}

/** Repeats a request that fails temporarily. */
async function probe(
  request: () => Promise<Refusal | undefined>,
  retryIntervalMs: number,
): Promise<Refusal | undefined> {
  for (let attempt = 1; ; attempt++) {
    const refusal = await request()
    const isTemporary = refusal && (refusal.status === 0 || refusal.status === 429 || refusal.status >= 500)
    if (!isTemporary || attempt === ATTEMPTS) return refusal
    await sleep(retryIntervalMs)
  }
}

/** @param path of the repository; undefined to check only the login @returns undefined when it works */
async function tryPush(
  api: RegistryApi,
  path: string | undefined,
  login: RegistryLogin | undefined,
): Promise<Refusal | undefined> {
  const [method, place] = path === undefined ? ['GET', '/v2/'] : ['POST', `/v2/${path}/blobs/uploads/`]
  const target = new URL(place, api.url)
  try {
    const first = await send(target, { method })
    const access = first.status === 401 ? await authorization(first, api, path, login) : { headers: {} }
    if ('refusal' in access) return access.refusal
    const { headers } = access
    const answer = first.status === 401 ? await send(target, { method, headers }) : first
    if (!answer.ok) return { status: answer.status, text: refusedText(api, path, answer) }
    await cancel(answer, target, headers)
    return undefined
  } catch (error) {
    const { cause, name } = error as { cause?: { code?: string }; name: string }
    return {
      status: 0,
      text: `cannot reach the registry ${api.host}: ${cause?.code ?? name}. Check the setting "registry"`,
    }
  }
}

/** An upload that is not cancelled expires. */
async function cancel(answer: Response, target: URL, headers: Record<string, string>): Promise<void> {
  const location = answer.headers.get('location')
  if (location === null) return
  const upload = new URL(location, target)
  if (upload.origin === target.origin) await send(upload, { method: 'DELETE', headers }).catch(() => {})
}

function refusedText({ host }: RegistryApi, path: string | undefined, { status }: Response): string {
  const name = path === undefined ? host : `${host}/${path}`
  if (status === 404)
    return `${name} does not exist in the registry (HTTP 404). Create the repository, or check the setting "registry" and the image name`
  if (status === 401 || status === 403)
    return path === undefined
      ? `the registry ${host} rejects the login (HTTP ${status}). Check DOCKER_USERNAME and DOCKER_TOKEN`
      : `the account may not push to ${name} (HTTP ${status}). Check that DOCKER_TOKEN may write packages there; a package on ghcr.io must also grant this repository write access`
  return `the registry ${host} answers a push to ${name} with HTTP ${status}. Check the setting "registry"`
}
