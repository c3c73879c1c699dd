/** What a build made of a service. Digests only: names of images and users are not passed between jobs. */
export interface BuiltService {
  /** Digest of the manifest in the registry; missing when the image is transferred as a file. */
  digest?: string
  /** Id of the image, the digest of its configuration; a registry need not report it. */
  id?: string
}

/** What a build made, by the name of the compose service. */
export type BuiltServices = ReadonlyMap<string, BuiltService>

/** GitHub takes no larger output of a job. */
const MAX_LENGTH = 1024 * 1024
const MAX_PROBLEMS = 5
const SERVICE = /^[a-zA-Z0-9._-]+$/
const DIGEST = /^sha256:[0-9a-f]{64}$/

/**
 * The output `images` of build-image: `{ "<service>": { "digest": "sha256:…" or "", "id": "sha256:…" } }`. GitHub drops
 * an output that contains a secret, and the name of a service may contain the user name of the registry. So every
 * character of a name is written as an escape of JSON.
 */
export function formatBuiltServices(built: BuiltServices): string {
  const entries = [...built].map(
    ([service, { digest = '', id = '' }]) => `"${escaped(service)}":${JSON.stringify({ digest, id })}`,
  )
  return `{${entries.join(',')}}`
}

const escaped = (text: string): string =>
  text
    .split('')
    .map(character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** Reads the output `images` of build-image; an empty text means that nothing was built for this release. */
export function parseBuiltServices(text: string): { built: BuiltServices; problems: string[] } {
  if (text.trim() === '') return { built: new Map(), problems: [] }
  const entries = entriesIn(text)
  if (typeof entries === 'string') return { built: new Map(), problems: [entries] }
  const found = entries.map(([service, value]) => ({ service, ...readBuilt(service, value) }))
  return {
    built: new Map(found.flatMap(({ service, built }) => (built ? [[service, built]] : []))),
    problems: limited(found.flatMap(({ problem }) => problem ?? [])),
  }
}

const ADVICE = 'Pass the output "images" of build-image unchanged'

/** The entries of the JSON, or why it has none. */
function entriesIn(text: string): [string, unknown][] | string {
  if (text.length > MAX_LENGTH)
    return `input "images" has ${text.length} characters, more than an output of build-image can have. ${ADVICE}`
  const value = parsed(text)
  if (value === undefined) return `input "images" is not JSON, got ${shown(text)}. ${ADVICE}`
  if (Array.isArray(value))
    return `input "images" is a list, as an earlier version of build-image wrote it. Use the same version of build-image and ssh-deploy`
  if (typeof value !== 'object' || value === null)
    return `input "images" is not a JSON object, got ${shown(text)}. ${ADVICE}`
  const entries = Object.entries(value)
  return entries.length === 0 ? `input "images" has no service. ${ADVICE}` : entries
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readBuilt(service: string, value: unknown): { built?: BuiltService; problem?: string } {
  if (!SERVICE.test(service))
    return { problem: `input "images" has ${shown(service)}, which is not the name of a service. ${ADVICE}` }
  const { digest, id } = ownTexts(value)
  const wrong = [digest, id].find(text => text !== '' && !DIGEST.test(text))
  if (wrong !== undefined)
    return {
      problem: `input "images" has ${shown(wrong)} for service ${shown(service)}, which is not a digest (sha256: and 64 hexadecimal digits). Images are deployed by digest only. ${ADVICE}`,
    }
  if (digest === '' && id === '')
    return {
      problem: `input "images" has neither digest nor id for service ${shown(service)}, so it is unknown what was built. ${ADVICE}`,
    }
  return { built: { ...(digest === '' ? {} : { digest }), ...(id === '' ? {} : { id }) } }
}

/** What is not a text becomes one that is no digest. */
function ownTexts(value: unknown): { digest: string; id: string } {
  const fields = new Map(Object.entries(value ?? {}))
  const text = (name: string): string => {
    const field: unknown = fields.get(name) ?? ''
    return typeof field === 'string' ? field : JSON.stringify(field)
  }
  return { digest: text('digest'), id: text('id') }
}

function limited(problems: readonly string[]): string[] {
  const more = problems.length - MAX_PROBLEMS
  if (more <= 0) return [...problems]
  return [...problems.slice(0, MAX_PROBLEMS), `input "images" has ${more} more services that are wrong`]
}

const shown = (text: string): string =>
  text.length > 80 ? `${JSON.stringify(text.slice(0, 80))}…` : JSON.stringify(text)
