import { type Application, type ComposeModel, composeNames, envEntries } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { startedServices } from './services/started-services.ts'

/** The relevant parts of a compose file before interpolation. */
interface RawModel {
  services?: Record<string, Record<string, unknown> | null>
}

/** Variables that compose reports as missing in the env file. */
export interface UnsetVariables {
  /** For services that this deployment starts. */
  problems: string[]
  /** For services that it leaves unchanged. */
  warnings: string[]
}

/**
 * Compose treats an unset variable as empty, and warns about it wherever the file uses it, even for a service that is
 * never started. A variable in a value of the env file is an unescaped `$`.
 */
export function unsetVariables(
  results: QueryResults,
  model: ComposeModel | undefined,
  application: Pick<Application, 'composeFiles' | 'envFile' | 'placement' | 'profiles'>,
): UnsetVariables {
  const { envFile } = application
  const raw = rawModel(results)
  const { started, kept } = model ? startedServices(results, model, application) : { started: [], kept: [] }
  const found: UnsetVariables = { problems: [], warnings: [] }
  for (const name of unsetNames(results.model?.text ?? '')) {
    const key = keyWithDollar(results.env?.text ?? '', name)
    if (key !== undefined) {
      found.problems.push(
        `the value of ${key} in ${envFile} contains a "$" that compose interprets as a variable. Put the value in single quotes`,
      )
      continue
    }
    const use = model && raw ? useOf(name, raw) : undefined
    const isNeeded = !use || use.isElsewhere || use.services.some(service => started.includes(service))
    const users = use?.services.filter(service => kept.includes(service)) ?? []
    const missing = `${isVariableName(name) ? name : 'a variable'} is missing in ${envFile}, but ${composeNames(application)} uses it without a default`
    const advice = `Add it, or write \${${name}:-}`
    if (isNeeded) found.problems.push(`${missing}. ${advice}`)
    else if (users.length > 0)
      found.warnings.push(
        `${missing} for ${users.join(', ')}, which this deployment does not change. ${advice}`,
      )
  }
  return { ...found, problems: [...new Set(found.problems)] }
}

const unsetNames = (text: string): Set<string> =>
  new Set([...text.matchAll(/The \\?"(\w+)\\?" variable is not set/g)].map(([, name = '']) => name))

/** In the env file of a service, the text after a "$" may be part of a password. */
const isVariableName = (name: string): boolean => /^(?:[A-Z][A-Z0-9_]*|[a-z][a-z_]*)$/.test(name)

const keyWithDollar = (env: string, name: string): string | undefined =>
  envEntries(env).find(([, value]) => new RegExp(`\\$\\{?${name}\\b`).test(value))?.[0]

function rawModel({ raw }: QueryResults): RawModel | undefined {
  const start = raw?.code === 0 ? raw.text.search(/^\{$/m) : -1
  return start === -1 ? undefined : (JSON.parse(raw?.text.slice(start) ?? '') as RawModel)
}

/**
 * Where a variable is interpolated; undefined when the file does not contain it, as for a variable of an `env_file`.
 * Builds are ignored, because nothing is built on the server, and so are extensions, which compose does not read.
 */
function useOf(name: string, raw: RawModel): { services: string[]; isElsewhere: boolean } | undefined {
  if (!JSON.stringify(raw).includes(name)) return undefined
  const { services = {}, ...others } = raw
  const users = Object.entries(services).filter(([, service]) => {
    const { build: _, ...definition } = service ?? {}
    return interpolates(definition, name)
  })
  const elsewhere = Object.entries(others).filter(([key]) => !key.startsWith('x-'))
  return { services: users.map(([service]) => service), isElsewhere: interpolates(elsewhere, name) }
}

/** `${NAME:+…}` does not use the value, and `$$` is an escaped `$`. */
const interpolates = (part: unknown, name: string): boolean =>
  new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}(?!\\w|:?\\+))`).test(JSON.stringify(part).replaceAll('$$', ''))
