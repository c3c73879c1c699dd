import { childOf, entriesOf, type Token, textOf } from '../parser/tokens.ts'
import type { JobDefinition, WorkflowDefinition } from './definition.ts'

/** Granted levels by scope; `undefined` means that none were specified and the repository's default applies. */
export type Permissions = ((scope: string) => number) | undefined

const LEVELS = ['none', 'read', 'write']

/** The scopes of `read-all` and `write-all`, in the order of GitHub's messages (actions/runner, Permissions.cs). */
const SCOPES = [
  'actions', 'artifact-metadata', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'issues',
  'packages', 'pages', 'pull-requests', 'repository-projects', 'statuses', 'security-events', 'id-token', 'models',
  'vulnerability-alerts',
] // biome-ignore format: a list of names

/** Scopes that cannot be written; `write-all` gives `read` for them. */
const READ_ONLY = ['models', 'vulnerability-alerts']

/** The granted scopes, without those that are `none`. */
export type Scopes = Record<string, 'read' | 'write'>

/** The permissions of the token of a job: its own, else its workflow's, else those granted to the workflow. */
export function tokenScopes(
  job: Pick<JobDefinition, 'permissions'>,
  workflow: Pick<WorkflowDefinition, 'permissions'>,
  granted: Permissions,
): Scopes | undefined {
  const permissions = passedPermissions(job, workflow, granted)
  if (!permissions) return undefined
  const levels = SCOPES.map(scope => [scope, LEVELS[permissions(scope)]] as const)
  return Object.fromEntries(levels.filter(([, level]) => level !== 'none')) as Scopes
}

export function permissionsOf(token: Token | undefined): Permissions {
  if (!token) return undefined
  const shorthand = textOf(token)
  if (shorthand === 'read-all') return scope => (SCOPES.includes(scope) ? 1 : 0)
  if (shorthand === 'write-all')
    return scope => (SCOPES.includes(scope) ? (READ_ONLY.includes(scope) ? 1 : 2) : 0)
  return scope => Math.max(0, LEVELS.indexOf(textOf(childOf(token, scope)) ?? 'none'))
}

/**
 * Permissions that a called workflow requests beyond those granted to its caller, in GitHub's wording at startup: the
 * workflow's own `permissions`, then those of each job that has some (actions/runner, PermissionsHelper.cs).
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
    const list = (level: 'requested' | 'allowed'): string =>
      excess.map(violation => `${violation.scope}: ${LEVELS[violation[level]]}`).join(', ')
    return [
      `Error calling workflow '${uses}'. ${who} is requesting '${list('requested')}', but is only allowed '${list('allowed')}'.`,
    ]
  })
}

interface Violation {
  scope: string
  requested: number
  allowed: number
}

function violations(token: Token | undefined, granted: (scope: string) => number): Violation[] {
  const requested = permissionsOf(token)
  if (!requested) return []
  // Newer scopes in a workflow are also compared, although the shorthands do not cover them.
  const named = entriesOf(token).map(({ key }) => key.toString())
  return [...new Set([...SCOPES, ...named])]
    .map(scope => ({ scope, requested: requested(scope), allowed: granted(scope) }))
    .filter(({ requested, allowed }) => requested > allowed)
}

/** The permissions that a calling job passes: its own, else its workflow's, else those granted to the workflow. */
export function passedPermissions(
  job: Pick<JobDefinition, 'permissions'>,
  workflow: Pick<WorkflowDefinition, 'permissions'>,
  granted: Permissions,
): Permissions {
  return permissionsOf(job.permissions ?? workflow.permissions) ?? granted
}
