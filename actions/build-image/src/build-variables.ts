import type { BuildService } from './bake-file.ts'
import { type Given, interpolate, type Unset } from './interpolation.ts'

/** Variables that a build reads from its environment. */
export interface BuildVariables {
  /** Variables that must be passed to the build. */
  read: string[]
  /** Variables without a chosen value. */
  problems: string[]
  /** Variables that fall back to their default in the compose file. */
  warnings: string[]
}

/** A string in the compose file and its name. */
interface Field {
  name: string
  text: string
  /** A build argument without a value, which uses the variable of the same name. */
  bare?: true
}

/** Docker's own build arguments, which are optional (https://docs.docker.com/build/building/variables/). */
const PREDEFINED = /^((https?|ftp|no|all)_proxy|(HTTPS?|FTP|NO|ALL)_PROXY|BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/

/**
 * Checks every variable that the builds of a compose file read.
 * @param path the compose files, for messages
 */
export function buildVariables(
  services: Readonly<Record<string, BuildService>>,
  path: string,
  given: Given,
): BuildVariables {
  const fields = Object.entries(services).flatMap(([service, { build, image }]) =>
    [{ name: 'image', text: image }, ...fieldsOf(build)].map(field => ({ ...field, service })),
  )
  const inspected = fields.map(field => ({ ...field, ...inspect(field, given) }))
  const sentences = inspected.flatMap(({ name, service, unset, problem }) => [
    ...(problem ? [{ name, service, sentence: problem, isWarning: false }] : []),
    ...unset.map(one => ({
      ...{ name, service, isWarning: one.kind === 'default' },
      sentence: `${reason(one)}. ${advice(one, path)}`,
    })),
  ])
  return {
    read: [...new Set(inspected.flatMap(({ read }) => read))],
    problems: joined(sentences.filter(({ isWarning }) => !isWarning)),
    warnings: joined(sentences.filter(({ isWarning }) => isWarning)),
  }
}

interface Inspected {
  read: readonly string[]
  unset: readonly Unset[]
  problem?: string
}

function inspect({ text, bare }: Field, given: Given): Inspected {
  if (bare) {
    const isMissing = given(text) === undefined && !PREDEFINED.test(text)
    return { read: [text], unset: isMissing ? [{ variable: text, kind: 'empty', text: '' }] : [] }
  }
  try {
    return interpolate(text, given)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return {
      read: [],
      unset: [],
      problem: 'has a "$" that does not start a variable. Write "$$" for a literal "$"',
    }
  }
}

function reason({ variable, kind, text }: Unset): string {
  if (kind === 'default') return `reads ${variable}, which is not set, so the default "${text}" is used`
  if (kind === 'empty') return `reads ${variable}, which is not set and has no default`
  return `reads ${variable}, which is required but not set${text === '' ? '' : ` ("${text}")`}`
}

function advice({ variable, kind }: Unset, path: string): string {
  const give = `Set ${variable} in the setting "build-args", as an environment variable of the step, or in a file .env`
  return kind === 'default' ? give : `${give}, or add a default in ${path}`
}

/** All strings of a `build`, its arguments first. */
function fieldsOf({ args, secrets: _, ...others }: BuildService['build']): Field[] {
  return [...argumentsOf(args), ...textsIn(others, 'build')]
}

/** The arguments of a build, which may be a list or a mapping. */
function argumentsOf(args: unknown): Field[] {
  const pairs: (readonly [string, unknown])[] = Array.isArray(args)
    ? args.map(String).map(text => [text.replace(/=.*$/s, ''), /[=$]/.test(text) ? text : null])
    : Object.entries(args ?? {})
  return pairs.map(([key, value]) => {
    const name = `build argument ${key}`
    return value === null ? { name, text: key, bare: true } : { name, text: String(value) }
  })
}

function textsIn(value: unknown, name: string): Field[] {
  if (typeof value === 'string') return [{ name: `"${name}"`, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, Array.isArray(value) ? name : `${name}.${key}`),
  )
}

/** Merges messages about several services, such as both slots. */
function joined(sentences: readonly { name: string; service: string; sentence: string }[]): string[] {
  const services = new Map<string, string[]>()
  for (const { name, service, sentence } of sentences) {
    const key = JSON.stringify([name, sentence])
    services.set(key, [...new Set([...(services.get(key) ?? []), service])])
  }
  return [...services].map(([key, names]) => {
    const [name, sentence] = JSON.parse(key) as [string, string]
    return `${name} of ${names.length > 1 ? 'services' : 'service'} ${names.join(', ')} ${sentence}`
  })
}
