import { escapedText } from '@tsh/action'

/** The build result of a service. Digests only: image and user names are not passed between jobs. */
export interface BuiltService {
  /** Digest of the manifest in the registry; missing when the image is transferred as a file. */
  digest?: string
  /** Image id, the digest of its configuration; registries do not always report it. */
  id?: string
}

/** Build results by compose service name. */
export type BuiltServices = ReadonlyMap<string, BuiltService>

/** GitHub's limit for job outputs. */
const MAX_LENGTH = 1024 * 1024
const MAX_PROBLEMS = 5
const SERVICE = /^[a-zA-Z0-9._-]+$/
const DIGEST = /^sha256:[0-9a-f]{64}$/

/**
 * The output `images` of build-image: `{ "<service>": { "digest": "sha256:…" or "", "id": "sha256:…" } }`. GitHub drops
 * outputs that contain a secret, and a service name may contain the registry user name. So every character of a name is
 * written as a JSON escape.
 */
export function formatBuiltServices(built: BuiltServices): string {
  const entries = [...built].map(
    ([service, { digest = '', id = '' }]) => `"${escapedText(service)}":${JSON.stringify({ digest, id })}`,
  )
  return `{${entries.join(',')}}`
}

/** Parses the output `images` of build-image; an empty text means that nothing was built for this release. */
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

const ADVICE = 'Pass the "images" output of build-image unchanged'

/** The entries of the JSON object, or the reason why there are none. */
function entriesIn(text: string): [string, unknown][] | string {
  if (text.length > MAX_LENGTH)
    return `input "images" has ${text.length} characters, more than the maximum of a job output. ${ADVICE}`
  const value = parsed(text)
  if (value === undefined) return `input "images" is not JSON, got ${shown(text)}. ${ADVICE}`
  if (Array.isArray(value))
    return `input "images" is a list, the format of an earlier version of build-image. Use the same version of build-image and ssh-deploy`
  if (typeof value !== 'object' || value === null)
    return `input "images" must be a JSON object, got ${shown(text)}. ${ADVICE}`
  const entries = Object.entries(value)
  return entries.length === 0 ? `input "images" contains no services. ${ADVICE}` : entries
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
    return {
      problem: `input "images" contains ${shown(service)}, which is not a valid service name. ${ADVICE}`,
    }
  const { digest, id } = ownTexts(value)
  const wrong = [digest, id].find(text => text !== '' && !DIGEST.test(text))
  if (wrong !== undefined)
    return {
      problem: `input "images" contains ${shown(wrong)} for service ${shown(service)}, which is not a digest (sha256: and 64 hexadecimal digits). Images are deployed by digest only. ${ADVICE}`,
    }
  if (digest === '' && id === '')
    return {
      problem: `input "images" has neither digest nor id for service ${shown(service)}. ${ADVICE}`,
    }
  return { built: { ...(digest === '' ? {} : { digest }), ...(id === '' ? {} : { id }) } }
}

/** A field that is not a string becomes its JSON, which is not a digest. */
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
  return [...problems.slice(0, MAX_PROBLEMS), `input "images" has ${more} more invalid services`]
}

const shown = (text: string): string =>
  text.length > 80 ? `${JSON.stringify(text.slice(0, 80))}…` : JSON.stringify(text)
