import { slotOf } from '../../model/environment.ts'
import type { Rule } from '../../rule.ts'

export const dependsOnSlot: Rule = {
  id: 'SVC-4',
  severity: 'W',
  title: 'No service depends on a slot, which may be stopped.',
  fix: 'Depend on the proxy instead, or remove the dependency.',
  check: ({ environments }) =>
    environments.flatMap(environment =>
      (environment.model?.services ?? [])
        .filter(service => slotOf(environment, service) === undefined)
        .flatMap(service =>
          service.dependsOn.flatMap(({ service: name, at }) => {
            const target = environment.model?.services.find(one => one.name === name)
            const slot = target && slotOf(environment, target)
            if (slot === undefined) return []
            return [
              { at, subject: name, message: `${service.name} depends on ${name}, which is the slot ${slot}` },
            ]
          }),
        ),
    ),
}
