import type { ComposeModel } from '@tsh/deployment'
import type { Replies } from './replies.ts'

/** Containers of the project whose service is not in the compose file any more, as `name (service)`. They are left alone. */
export function orphans({ containers }: Replies, model: ComposeModel): string[] {
  return (containers?.text ?? '').split('\n').flatMap(line => {
    const [name = '', project, service = ''] = line.split('\t')
    return project === model.name && project !== '' && !model.services[service]
      ? [`${name} (${service})`]
      : []
  })
}
