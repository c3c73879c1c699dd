import { placeOf } from '../../compose/model.ts'
import { servicesIn } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'
import { get, textOf, textsOf } from '../../yaml/node.ts'

export const readOnly: Rule = {
  id: 'CON-4',
  severity: 'W',
  title: 'Application containers have a read-only file system, and a tmpfs for /tmp. Databases are exempt.',
  fix: 'Set `read_only: true` and `tmpfs: [/tmp]`.',
  check: repository =>
    servicesIn(repository)
      .filter(({ service }) => service.build)
      .flatMap(({ service }) => {
        const { name, node, volumes } = service
        if (textOf(get(node, 'read_only')) !== 'true')
          return [
            { at: placeOf(service, 'read_only'), message: `the root file system of ${name} is writable` },
          ]
        if (volumes.some(({ target }) => target === '/tmp')) return []
        return [{ at: placeOf(service, 'read_only'), message: `${name} has no tmpfs for /tmp` }]
      }),
}

export const noPrivileges: Rule = {
  id: 'CON-5',
  severity: 'W',
  title: 'Application containers cannot gain privileges and drop all capabilities.',
  fix: 'Set `security_opt: ["no-new-privileges:true"]` and `cap_drop: [ALL]`.',
  check: repository =>
    servicesIn(repository)
      .filter(({ service }) => service.build)
      .flatMap(({ service }) => {
        const { name, node } = service
        const isLocked = textsOf(get(node, 'security_opt')).some(text =>
          /^no-new-privileges([:=]true)?$/.test(text),
        )
        const isDropped = textsOf(get(node, 'cap_drop')).some(text => /^all$/i.test(text))
        return [
          ...(isLocked
            ? []
            : [
                {
                  at: placeOf(service, 'security_opt'),
                  subject: 'privileges',
                  message: `${name} can gain privileges`,
                },
              ]),
          ...(isDropped
            ? []
            : [
                {
                  at: placeOf(service, 'cap_drop'),
                  subject: 'capabilities',
                  message: `${name} keeps capabilities`,
                },
              ]),
        ]
      }),
}
