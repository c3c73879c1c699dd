import { get, plain } from '../yaml/node.ts'
import type { Service } from './service.ts'

/** The `build` of a service as one text, which is the same for its short and its long form. */
export function buildDefinition({ node, build }: Service): string {
  const written = get(node, 'build')
  const rest = written?.kind === 'map' ? plain(written) : {}
  return JSON.stringify({ ...(rest as object), context: build?.context, dockerfile: build?.dockerfile })
}
