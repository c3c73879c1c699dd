import { childOf, entriesOf, type Token, textOf } from '../parser/tokens.ts'
import type { JobDefinition, WorkflowDefinition } from './definition.ts'

/** Granted levels by scope; `undefined` means that nothing was stated and the repository's default applies. */
export type Permissions = ((scope: string) => number) | undefined

const LEVELS = ['none', 'read', 'write']

/** What `read-all` and `write-all` stand for, in the order of GitHub's messages (actions/runner, Permissions.cs). */
const SCOPES = [
  'actions', 'artifact-metadata', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'issues',
  'packages', 'pages', 'pull-requests', 'repository-projects', 'statuses', 'security-events', 'id-token', 'models',
  'vulnerability-alerts',
] // biome-ignore format: a list of words

/** Scopes that cannot be written; `write-all` gives `read` for them. */
const READ_ONLY = ['models', 'vulnerability-alerts']

export function permissionsOf(token: Token | undefined): Permissions {
  if (!token) return undefined
  const shorthand = textOf(token)
  if (shorthand === 'read-all') return scope => (SCOPES.includes(scope) ? 1 : 0)
  if (shorthand === 'write-all')
    return scope => (SCOPES.includes(scope) ? (READ_ONLY.includes(scope) ? 1 : 2) : 0)
  return scope => Math.max(0, LEVELS.indexOf(textOf(childOf(token, scope)) ?? 'none'))
}

/**
 * Everything that a called workflow requests beyond what its caller was granted, as GitHub words it at start-up: the
 * workflow's own `permissions` by themselves, then those of each job that has some (actions/runner, PermissionsHelper.cs).
 */
export function excessPermissions(called: WorkflowDefinition, granted: Permissions, uses: string): string[] {
  if (!granted) return []
  const requests: [string, Token | undefined][] = [
    ['The workflow', called.permissions],
    ...called.jobs.map((job): [string, Token | undefined] => [`The nested job '${job.id}'`, job.permissions]),
  ]
  return requests.flatMap(([who, token]) => {
    const excess = violations(token, granted)
    if (!excess.length) return []
    const list = (level: 'asked' | 'allowed'): string =>
      excess.map(violation => `${violation.scope}: ${LEVELS[violation[level]]}`).join(', ')
    return [
      `Error calling workflow '${uses}'. ${who} is requesting '${list('asked')}', but is only allowed '${list('allowed')}'.`,
    ]
  })
}

interface Violation {
  scope: string
  asked: number
  allowed: number
}

function violations(token: Token | undefined, granted: (scope: string) => number): Violation[] {
  const requested = permissionsOf(token)
  if (!requested) return []
  // Newer scopes that a workflow names are compared too, though the shorthands do not cover them.
  const named = entriesOf(token).map(({ key }) => key.toString())
  return [...new Set([...SCOPES, ...named])]
    .map(scope => ({ scope, asked: requested(scope), allowed: granted(scope) }))
    .filter(({ asked, allowed }) => asked > allowed)
}

/** What a calling job hands on: its own permissions, else its workflow's, else what that was granted. */
export function handedOn(
  job: JobDefinition,
  workflow: WorkflowDefinition,
  granted: Permissions,
): Permissions {
  return permissionsOf(job.permissions ?? workflow.permissions) ?? granted
}
