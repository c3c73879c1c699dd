import type { Evidence } from '../../finding.ts'
import type { Environment } from '../../model/environment.ts'
import { builtImageOf, type Repository } from '../../model/repository.ts'
import { applicationServices } from '../../model/roles.ts'
import { escaped } from '../../pattern.ts'
import type { Rule } from '../../rule.ts'

const SOURCE = /\.(py|[cm]?[jt]sx?|rb|php|go|java|kt|cs|rs|ex|exs)$/
const FRAMEWORK =
  /\b(FastAPI|Flask|Starlette|Sanic|APIRouter|express|fastify|NestFactory|Hono)\s*\(|\burlpatterns\b/
const NO_DOCUMENTS = /FastAPI\((?:[^()]|\([^()]*\))*\b(docs_url|openapi_url)\s*=\s*None/

export const endpoints: Rule = {
  id: 'END-1',
  severity: 'E',
  title: 'The application serves /health, /docs and /openapi.json.',
  fix: 'Add the route, or set `health-path` and `smoke.skip-standard-checks` in the settings file.',
  check: repository => repository.environments.flatMap(environment => missingRoutes(repository, environment)),
}

function missingRoutes(repository: Repository, environment: Environment): Evidence[] {
  const { files } = repository
  const [service] = applicationServices(environment)
  const context = service && builtImageOf(repository, service)?.context
  if (!service || !context) return []
  const sources = files.paths.filter(path => SOURCE.test(path) && context.includes(path))
  const texts = sources.map(path => ({ path, text: files.text(path) ?? '' }))
  if (!texts.some(({ text }) => FRAMEWORK.test(text))) return []
  const health = environment.settings?.['health-path'] ?? '/health'
  const last = health.replace(/\/$/, '').split('/').at(-1) ?? ''
  const isThere =
    last === '' || texts.some(({ text }) => new RegExp(`["'\`/]${escaped(last)}/?["'\`]`).test(text))
  const silent = environment.settings?.smoke['skip-standard-checks']
    ? undefined
    : texts.find(({ text }) => NO_DOCUMENTS.test(text))
  return [
    ...(isThere
      ? []
      : [
          {
            at: service.at,
            subject: 'health',
            message: `${service.name} defines no route ${health}`,
          },
        ]),
    ...(silent
      ? [
          {
            at: { file: silent.path, line: lineOf(silent.text) },
            subject: 'docs',
            message: `${service.name} disables /docs or /openapi.json`,
          },
        ]
      : []),
  ]
}

const lineOf = (text: string): number => text.slice(0, text.search(NO_DOCUMENTS)).split('\n').length
