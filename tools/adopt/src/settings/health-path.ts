import {
  finalStage,
  get,
  healthcheckText,
  imageHealthcheck,
  interpolate,
  type Service,
  textsOf,
} from '@tsh/standard/reading'
import { type BuildContext, sourceTexts } from './build-context.ts'
import { fastApiPrefix } from './fastapi-prefix.ts'

/** Where the health path was found; only a health check is certain to be requested today. */
export interface HealthPath {
  path: string
  from: 'healthcheck' | 'source'
}

/** The path in the health check of the service or of its image, else in the routes of the application. */
export function healthPath(service: Service, context: BuildContext): HealthPath | undefined {
  const checked = [service.healthcheck?.text ?? '', defaultCheck(service), imageCheck(service, context)]
    .map(requestedPath)
    .find(path => path !== undefined)
  if (checked !== undefined) return { path: checked, from: 'healthcheck' }
  const path = routedPath(context)
  return path === undefined ? undefined : { path, from: 'source' }
}

/** The check without the values of the env template, which can be those of development. */
const defaultCheck = ({ node }: Service): string =>
  textsOf(get(node, 'healthcheck', 'test'))
    .map(text => interpolate(text, () => undefined))
    .join(' ')

function imageCheck(service: Service, { dockerfile }: BuildContext): string {
  const stage = dockerfile && finalStage(dockerfile, service.build?.target)
  const step = stage && imageHealthcheck(dockerfile, stage)
  return step ? healthcheckText(step) : ''
}

const REQUEST =
  /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\$\{?HOST\w*\}?)(?::(?:\d+|\$\{?\w+(?::-\d+)?\}?))?(\/[^\s'"`)|;\\]*)?/

function requestedPath(check: string): string | undefined {
  const request = /https?:\/\/|\b(curl|wget|http)\b/.test(check) ? REQUEST.exec(check) : null
  return request ? (request[1] ?? '/') : undefined
}

/** A quoted route, as every framework writes it. */
const ROUTE = /["'`](\/(?:api\/(?:v\d+\/)?)?_?(?:healthz|healthcheck|health-check|health|livez|ht)\/?)["'`]/
const DJANGO_ROUTE = /\bpath\(\s*["']((?:healthz|healthcheck|health-check|health|ht)\/?)["']/
/** NestJS routes by controller, below a prefix of all. */
const NEST_CONTROLLER = /@Controller\(\s*["'`]\/?(healthz|healthcheck|health-check|health)["'`]/
const NEST_PREFIX = /\.setGlobalPrefix\(\s*["'`]\/?([\w/-]+)["'`]\s*\)/
/** Next.js and others route by file. */
const ROUTE_FILE =
  /(?:^|\/)(?:app|pages)\/((?:api\/)?(?:healthz|healthcheck|health))(?:\/route|\/page|\/index)?\.[jt]sx?$/

function routedPath(context: BuildContext): string | undefined {
  const file = context.paths.map(path => ROUTE_FILE.exec(path)?.[1]).find(Boolean)
  if (file) return `/${file}`
  const sources = sourceTexts(context)
  if (sources.some(source => source.includes('rails/health#show'))) return '/up'
  const controller = sources.map(source => NEST_CONTROLLER.exec(source)?.[1]).find(Boolean)
  const prefix = sources.map(source => NEST_PREFIX.exec(source)?.[1]).find(Boolean)
  if (controller) return [...(prefix ? ['', prefix] : ['']), controller].join('/')
  const routed = sources.find(source => ROUTE.test(source))
  const route = ROUTE.exec(routed ?? '')?.[1]
  if (routed !== undefined && route !== undefined)
    return `${fastApiPrefix(route, routed, sources) ?? ''}${route}`
  const django = sources.map(source => DJANGO_ROUTE.exec(source)?.[1]).find(Boolean)
  return django ? `/${django}` : undefined
}

/** Whether the application has the endpoints of the standard checks: FastAPI by default, or by its own routes. */
export function hasStandardEndpoints(context: BuildContext, health: string): boolean {
  if (health !== '/health') return false
  const sources = sourceTexts(context)
  const isFastApi = sources.some(source => /\bFastAPI\(/.test(source))
  const isMoved = sources.some(source => /\b(docs_url|openapi_url)\s*=/.test(source))
  const hasRoutes = ['/docs', '/openapi.json'].every(route =>
    sources.some(source => source.includes(`${route}'`) || source.includes(`${route}"`)),
  )
  return (isFastApi && !isMoved) || hasRoutes
}
