import { slotsOf } from '../../model/environment.ts'
import { applicationServices, imageName, requiredRoles, servicesOfRole } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'
import { entryOf } from '../../yaml/node.ts'

export const requiredServices: Rule = {
  id: 'SVC-1',
  severity: 'E',
  title: 'Every environment has a service for each required role.',
  fix: 'Add the service, or set `standard.required-services`: map the role to an existing service, or list only the roles that the application has.',
  check: ({ environments }) =>
    environments.flatMap(environment => {
      const { model, name } = environment
      if (!model) return []
      const at = entryOf(model.root, 'services')?.at ?? model.at
      return [...requiredRoles(environment).keys()].flatMap(role => {
        const found = servicesOfRole(environment, role).length
        const needed = role === 'app' ? Math.max(slotsOf(environment).length, 1) : 1
        if (found >= needed) return []
        const lack = found === 0 ? 'no service' : `only ${found} of ${needed} slots`
        return [{ at, subject: role, message: `${name} has ${lack} for the role ${role}` }]
      })
    }),
}

const CELERY = /^\s*(from celery\b|import celery\b)/m

export const optionalServices: Rule = {
  id: 'SVC-2',
  severity: 'N',
  title: 'An application with Celery tasks has a worker.',
  fix: 'Add a service that runs `celery worker`, and optionally `flower` to monitor it.',
  check: ({ environments, files }) => {
    const source = files.paths.find(path => path.endsWith('.py') && CELERY.test(files.text(path) ?? ''))
    if (source === undefined) return []
    const line = (files.text(source) ?? '').split('\n').findIndex(text => CELERY.test(text)) + 1
    return environments.flatMap(environment => {
      const { model, name } = environment
      if (!model || applicationServices(environment).length === 0) return []
      const isWorker = model.services.some(
        service =>
          /\bcelery\b|worker/i.test(`${service.name} ${service.command?.text ?? ''}`) ||
          imageName(service.image?.value ?? '') === 'flower',
      )
      if (isWorker) return []
      return [
        {
          at: { file: source, line },
          subject: name,
          message: `${name} uses Celery and has no worker service`,
        },
      ]
    })
  },
}
