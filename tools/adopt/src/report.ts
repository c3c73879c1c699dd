import type { Adoption } from './adopt.ts'
import type { ComposeChange } from './findings/compose-change.ts'

/** The lists below the diff; a list without items is left out. */
export function report({ unknowns, deployments, changes, callers }: Adoption): string {
  const needed = changes.filter(({ isOptional }) => !isOptional)
  const optional = changes.filter(({ isOptional }) => isOptional)
  return [
    list(
      'Not determined',
      unknowns.map(({ key, why, find }) => `${key}: ${why}. To find it: ${find}`),
    ),
    list(
      'Existing workflows that deploy too; remove or disable them',
      deployments.map(({ file, job, trigger, reason }) => `${file}, job ${job} (${trigger}): ${reason}`),
    ),
    list('Changes that the compose file needs', needed.map(changeLine)),
    list('Optional changes to the compose file', optional.map(changeLine)),
    list('Existing callers of tsh/actions, which are kept', callers),
  ]
    .filter(text => text !== '')
    .join('\n\n')
}

const changeLine = ({ file, line, service, why, fix }: ComposeChange): string =>
  `${file}:${line}  ${service === undefined ? '' : `${service} `}${why}: ${fix}`

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : [`${title}:`, ...items.map(item => `  - ${item}`)].join('\n')
