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
    list(
      'Commands of these workflows that a deployment would no longer run',
      deployments.flatMap(({ file, job, commands }) =>
        commands.map(
          command =>
            `${file}, job ${job}: ${command}. Run it when the image is built or starts, or in a service with restart: "no"`,
        ),
      ),
    ),
    list('Changes that the compose file needs', changeLines(needed)),
    list('Optional changes to the compose file', changeLines(optional)),
    list('Existing callers of tsh/actions, which are kept', callers),
  ]
    .filter(text => text !== '')
    .join('\n\n')
}

/** A line for each change; services that share an anchor share the change of it. */
function changeLines(changes: readonly ComposeChange[]): string[] {
  const same = Map.groupBy(changes, ({ file, line, why, fix }) => [file, line, why, fix].join('\n'))
  return [...same.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const services = [first, ...others].flatMap(({ service }) => service ?? [])
    const subject =
      services.length > 1 ? `${services.join(', ')}: ` : services.map(name => `${name} `).join('')
    return [`${first.file}:${first.line}  ${subject}${first.why}: ${first.fix}`]
  })
}

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : [`${title}:`, ...items.map(item => `  - ${item}`)].join('\n')
