import { placeOf } from '../../compose/model.ts'
import type { ComposeModel, Healthcheck, Service } from '../../compose/service.ts'
import { healthcheckText, imageHealthcheck } from '../../dockerfile/stages.ts'
import type { Evidence } from '../../finding.ts'
import { builtImageOf, type Repository, servicesIn } from '../../model/repository.ts'
import { applicationServices } from '../../model/roles.ts'
import { escaped } from '../../pattern.ts'
import type { Rule } from '../../rule.ts'
import { get, textOf } from '../../yaml/node.ts'

export const hasHealthcheck: Rule = {
  id: 'HC-1',
  severity: 'E',
  title: 'Every long-running service has a health check.',
  fix: 'Add `healthcheck` to the service, or HEALTHCHECK to its Dockerfile.',
  check: repository =>
    servicesIn(repository)
      .filter(({ service, model }) => isLongRunning(service, model) && !isChecked(repository, service))
      .map(({ service }) => ({
        at: placeOf(service, 'healthcheck'),
        message: `${service.name} has no health check`,
      })),
}

const ONE_SHOT =
  /\b(alembic upgrade|migrate\b|db:migrate|migration|createsuperuser|collectstatic|seed|chown|certbot)\b/

/** A one-shot service is awaited by others, or not restarted. */
function isLongRunning({ name, node, command, profiles }: Service, { services }: ComposeModel): boolean {
  const restart = textOf(get(node, 'restart')) ?? ''
  const isAwaited = services.some(({ dependsOn }) =>
    dependsOn.some(one => one.service === name && one.condition === 'service_completed_successfully'),
  )
  if (isAwaited || /^(no|false|on-failure.*)$/.test(restart) || ONE_SHOT.test(command?.text ?? ''))
    return false
  return !profiles.some(profile => /^(tools?|dev|debug|test|manual|cli|migrate|backup)$/.test(profile))
}

function isChecked(repository: Repository, service: Service): boolean {
  if (service.healthcheck) return service.healthcheck.form !== 'none'
  const image = builtImageOf(repository, service)
  return image !== undefined && imageHealthcheck(image.dockerfile, image.stage) !== undefined
}

const OPTIONS = { interval: '30s', timeout: '10s', retries: '3', start_period: '40s' }

export const applicationCheck: Rule = {
  id: 'HC-2',
  severity: 'W',
  title:
    'The application is checked with `curl -f …/health`: interval 30 s, timeout 10 s, 3 retries, start period 40 s.',
  fix: 'Use the values of the standard.',
  check: ({ environments }) =>
    environments.flatMap(environment =>
      applicationServices(environment).flatMap(({ name, healthcheck }) => {
        if (!healthcheck || healthcheck.form === 'none') return []
        const problem = deviation(healthcheck, environment.settings?.['health-path'] ?? '/health')
        return problem === undefined
          ? []
          : [{ at: healthcheck.at, message: `the health check of ${name} ${problem}` }]
      }),
    ),
}

/** A URL without a path requests `/`. */
const HOST_ONLY = '(?://[^/?"\'\\s]+|\\slocalhost(?::\\d+)?)/?'

function deviation({ text, options }: Healthcheck, path: string): string | undefined {
  const wrong = Object.entries(OPTIONS).filter(([key, value]) => seconds(options.get(key)) !== seconds(value))
  if (!/\bcurl\b.* (-\w*f\w*|--fail)\b/.test(` ${text}`)) return 'does not use curl -f'
  const requested = path === '/' ? HOST_ONLY : escaped(path)
  if (!new RegExp(`${requested}([?"'\\s]|$)`).test(text)) return `does not request ${path}`
  return wrong.length === 0
    ? undefined
    : `has ${wrong.map(([key, value]) => `${key} other than ${value}`).join(', ')}`
}

/** A duration, or a plain number. */
function seconds(text = ''): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|us|h|m|s)?/g)]
  const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001, us: 0.000001 }
  return parts.reduce((sum, [, number, unit = 's']) => sum + Number(number) * (units[unit] ?? 1), 0)
}

export const sameCheck: Rule = {
  id: 'HC-4',
  severity: 'E',
  title: 'The health checks in the compose file and in the Dockerfile request the same URL.',
  fix: 'Request the same URL, or remove the health check from the Dockerfile.',
  check: repository =>
    servicesIn(repository).flatMap(({ service }): Evidence[] => {
      const { healthcheck, name } = service
      const image = healthcheck && builtImageOf(repository, service)
      const step = image && imageHealthcheck(image.dockerfile, image.stage)
      if (!healthcheck || !step) return []
      const [own, other] = [healthcheck.text, healthcheckText(step)].map(requestedUrl)
      if (own === undefined || other === undefined || own === other) return []
      const place = `${step.at.file}:${step.at.line}`
      return [
        {
          at: healthcheck.at,
          message: `the health check of ${name} requests ${own}, but the one in ${place} requests ${other}`,
        },
      ]
    }),
}

function requestedUrl(text: string): string | undefined {
  const [, port = '80', path = '/'] =
    /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[^\s"'|;)]*)?/.exec(text) ?? []
  return /https?:\/\//.test(text) && !text.includes('$') ? `:${port}${path}` : undefined
}

export const waitsForHealth: Rule = {
  id: 'HC-5',
  severity: 'W',
  title: 'Services wait until their dependencies are healthy.',
  fix: 'Set `condition: service_healthy`.',
  check: repository =>
    servicesIn(repository).flatMap(({ service, model }) =>
      service.dependsOn.flatMap(({ service: name, condition, at }) => {
        const other = model.services.find(one => one.name === name)
        if (!other || condition !== 'service_started' || !isChecked(repository, other)) return []
        return [{ at, subject: name, message: `${service.name} does not wait for ${name} to be healthy` }]
      }),
    ),
}
