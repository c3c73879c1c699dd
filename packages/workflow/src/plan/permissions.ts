import { childOf, entriesOf, type Token, textOf } from '../parser/tokens.ts'
import type { JobDefinition, WorkflowDefinition } from './definition.ts'

/** Granted levels by scope; `undefined` means that nothing was stated and the repository's default applies. */
export type Permissions = ((scope: string) => number) | undefined

const levels = ['none', 'read', 'write']

export function permissionsOf(token: Token | undefined): Permissions {
  if (!token) return undefined
  const shorthand = textOf(token)
  if (shorthand === 'read-all') return () => 1
  if (shorthand === 'write-all') return () => 2
  return scope => Math.max(0, levels.indexOf(textOf(childOf(token, scope)) ?? 'none'))
}

/** Everything that a called workflow asks for beyond what its caller was granted, as GitHub words it at start-up. */
export function excessPermissions(called: WorkflowDefinition, granted: Permissions, uses: string): string[] {
  if (!granted) return []
  return called.jobs.flatMap(job => {
    const token = job.permissions ?? called.permissions
    const asked = requested(token).filter(({ scope, level }) => level > granted(scope))
    if (!asked.length) return []
    const list = (level: (scope: string, asked: number) => number): string =>
      asked.map(({ scope, level: wanted }) => `${scope}: ${levels[level(scope, wanted)]}`).join(', ')
    return [
      `Error calling workflow '${uses}'. The nested job '${job.id}' is requesting '${list((_, wanted) => wanted)}', but is only allowed '${list(scope => granted(scope))}'.`,
    ]
  })
}

function requested(token: Token | undefined): { scope: string; level: number }[] {
  const shorthand = textOf(token)
  if (shorthand) return scopes.map(scope => ({ scope, level: permissionsOf(token)?.(scope) ?? 0 }))
  return entriesOf(token).map(({ key, value }) => ({
    scope: key.toString(),
    level: levels.indexOf(textOf(value) ?? 'none'),
  }))
}

const scopes = ['actions', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'issues', 'packages', 'pages', 'pull-requests', 'security-events', 'statuses'] // biome-ignore format: a list of words

/** What a calling job hands on: its own permissions, else its workflow's, else what that was granted. */
export function handedOn(
  job: JobDefinition,
  workflow: WorkflowDefinition,
  granted: Permissions,
): Permissions {
  return permissionsOf(job.permissions ?? workflow.permissions) ?? granted
}
