const INCLUDED = /\.include_router\(\s*([\w.]+)([^)]*)\)/g
const PREFIX = /\bprefix\s*=\s*(?:["']([^"']*)["']|([\w.]+))/

/**
 * What comes before a route of a router of FastAPI: its own prefix, after the one that it is included with.
 * @param route such as `/health`
 * @param source with the route
 * @param sources of the application
 * @returns undefined if routers are included with several prefixes, so that it depends on the names of modules
 */
export function fastApiPrefix(route: string, source: string, sources: readonly string[]): string | undefined {
  const [, name = ''] = new RegExp(`@(\\w+)\\.\\w+\\(\\s*["']${escaped(route)}["']`).exec(source) ?? []
  const router = new RegExp(`\\b${name}\\s*(?::\\s*\\w+\\s*)?=\\s*APIRouter\\(([^)]*)\\)`).exec(source)
  if (name === '' || !router) return ''
  const included = sources.flatMap(text => [...text.matchAll(INCLUDED)].map(([, , options = '']) => options))
  const prefixes = [...new Set(included.map(options => prefixIn(options, sources)))]
  const [outer = '', ...others] = prefixes
  const own = prefixIn(router[1] ?? '', sources)
  return others.length > 0 || own === undefined || prefixes.includes(undefined) ? undefined : `${outer}${own}`
}

/** A prefix in the arguments of a call, also as a constant such as `settings.API_V1_STR`; undefined for any other. */
function prefixIn(options: string, sources: readonly string[]): string | undefined {
  const [match, literal, name = ''] = PREFIX.exec(options) ?? []
  if (match === undefined) return ''
  if (literal !== undefined) return literal
  const constant = new RegExp(`\\b${name.split('.').at(-1)}\\s*(?::\\s*str\\s*)?=\\s*["'](/[^"']*)["']`)
  return sources.map(text => constant.exec(text)?.[1]).find(value => value !== undefined)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
