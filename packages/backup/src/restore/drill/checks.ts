import type { Facts } from '../../backup/facts.ts'
import type { Manifest } from '../../catalogue/manifest.ts'
import type { RestoreInputs } from '../../inputs/inputs.ts'
import type { StoredObject } from '../../store/bucket.ts'
import { spaceProblem } from '../disk.ts'

/** A precondition of a restore. */
export interface Check {
  what: string
  /** Why the restore cannot continue; missing if the check passed. */
  problem?: string | undefined
}

/** The state of the server and the bucket. */
export interface Found {
  facts: Facts
  /** Names of the extensions available on the server. */
  extensions: readonly string[]
  missingRoles: readonly string[]
  /** The objects of the backup in the bucket. */
  objects: Partial<Record<'dump' | 'globals' | 'settings', StoredObject>>
  /** Free bytes in the data directory. */
  free: number
  folder: string
}

/** Everything that must be true before a backup can replace the live database. */
export function checkRestore(
  manifest: Manifest,
  found: Found,
  inputs: Pick<RestoreInputs, 'storage' | 'encryption' | 'allowOtherServerReason'>,
): Check[] {
  const { facts, free, folder } = found
  return [
    ...originChecks(manifest, facts, inputs),
    check('login is a superuser and server is a primary', roleProblem(facts)),
    check(
      `server ${major(facts)} supports a backup of ${major(manifest.server)}`,
      olderServer(manifest, facts),
    ),
    check('no prepared transactions', preparedProblem(facts)),
    check('extensions are available', lacking('extensions', unavailable(manifest, found.extensions))),
    check(
      'roles are present',
      lacking('roles', found.missingRoles, 'create them as shown in globals.sql next to the backup'),
    ),
    check('objects are in the bucket', missingObjects(manifest, found.objects)),
    check('private key is available', keyProblem(manifest, inputs)),
    check('enough disk space', spaceProblem(free, manifest.server.size, folder)),
  ]
}

const check = (what: string, problem: string | undefined): Check => ({ what, problem })

const major = ({ version }: { version: number }): number => Math.floor(version / 10_000)

/** Restoring a backup from another origin requires a reason. */
function originChecks(
  manifest: Manifest,
  facts: Facts,
  { storage, allowOtherServerReason: reason }: Pick<RestoreInputs, 'storage' | 'allowOtherServerReason'>,
): Check[] {
  const same = (what: string, then: string, now: string): Check => {
    if (then === now) return { what: `${what} is the same (${now})` }
    if (reason !== '') return { what: `${what} differs (${then}), allowed because: ${reason}` }
    const advice = 'If this is intended, set "allow-other-server-reason" to the reason'
    return { what, problem: `the backup is from ${what} "${then}", but this is "${now}". ${advice}` }
  }
  return [
    same('environment', manifest.environment, storage.environment),
    same('database', manifest.database, facts.database),
    same('server', manifest.server.systemIdentifier, facts.systemIdentifier),
  ]
}

function roleProblem({ superuser, inRecovery, user }: Facts): string | undefined {
  if (inRecovery) return 'the server is a standby; restore on its primary'
  return superuser
    ? undefined
    : `role "${user}" is not a superuser, which is required to restore all owners and extensions`
}

/** They can only be ended by whoever prepared them, and they prevent renaming their database. */
function preparedProblem({ preparedTransactions }: Facts): string | undefined {
  if (preparedTransactions === 0) return undefined
  return `${preparedTransactions} transactions are prepared (pg_prepared_xacts). Commit or roll them back`
}

function olderServer(manifest: Manifest, facts: Facts): string | undefined {
  if (major(facts) >= major(manifest.server)) return undefined
  return `the backup is from PostgreSQL ${major(manifest.server)}, but the server is older (${major(facts)})`
}

function unavailable({ server }: Manifest, extensions: readonly string[]): string[] {
  return Object.keys(server.extensions).filter(name => !extensions.includes(name))
}

function lacking(what: string, names: readonly string[], advice = 'install them'): string | undefined {
  return names.length === 0 ? undefined : `the server lacks ${what}: ${names.join(', ')}; ${advice}`
}

function missingObjects({ objects }: Manifest, found: Found['objects']): string | undefined {
  const wrong = (['dump', 'globals', 'settings'] as const).flatMap(name => {
    const object = objects[name]
    if (!object) return []
    const { key, size } = object
    const stored = found[name]
    if (!stored) return [`${key} is missing`]
    return stored.size === size ? [] : [`${key} has ${stored.size} bytes, expected ${size}`]
  })
  return wrong.length === 0 ? undefined : `${wrong.join('; ')}. Use another backup`
}

function keyProblem({ encryption }: Manifest, inputs: Pick<RestoreInputs, 'encryption'>): string | undefined {
  if (encryption.mode !== 'age' || inputs.encryption.identity !== '') return undefined
  return `the backup is encrypted to ${encryption.recipients?.join(', ')}. Set "age-identity" to the private key of one of them`
}
