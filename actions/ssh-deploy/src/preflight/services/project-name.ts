import type { ComposeModel } from '@tsh/deployment'
import { linesOf, type QueryResults } from '@tsh/server-query'

/**
 * Containers of services with the same names, in a project with the same name, that were created from another folder.
 * Compose would take them for its own: replace them, and let this application use the database of the other one.
 */
export function projectNameProblems(
  { elsewhere }: QueryResults,
  server: string,
  { name, services }: ComposeModel,
): string[] {
  const others = linesOf(elsewhere)
    .map(line => line.split('\t'))
    .filter(([project, service = '']) => project === name && Object.hasOwn(services, service))
  const folders = new Set(others.map(([, , folder = '']) => folder))
  return [...folders].map(folder => {
    const same = others.filter(([, , other]) => other === folder).map(([, service]) => service)
    return `${folder} on ${server} has containers of the same services (${same.join(', ')}) in a compose project with the same name, "${name}". If that is another application, give this one another name ("name: …" in its compose file). If this application has moved, first run "docker compose down" there, which keeps its volumes`
  })
}
