import type { Facts } from '../../backup/facts.ts'
import type { Manifest } from '../../catalogue/manifest.ts'
import type { RestoreInputs } from '../../inputs/inputs.ts'
import type { StoredObject } from '../../store/bucket.ts'
import { lackOfSpace } from '../disk.ts'

/** Something that a restore depends on. */
export interface Check {
  what: string
  /** Why the restore may not go on; missing when all is well. */
  problem?: string | undefined
}

/** What was found on the server and in the bucket. */
export interface Found {
  facts: Facts
  /** Names of the extensions that the server could create. */
  extensions: readonly string[]
  missingRoles: readonly string[]
  /** The objects of the backup as they stand in the bucket. */
  objects: Partial<Record<'dump' | 'globals' | 'settings', StoredObject>>
  /** Bytes free where the database's files are. */
  free: number
  folder: string
}

/** Everything that must be true before a backup may take the place of the live database. */
export function checkRestore(
  manifest: Manifest,
  found: Found,
  inputs: Pick<RestoreInputs, 'storage' | 'encryption' | 'allowOtherServerReason'>,
): Check[] {
  const { facts, free, folder } = found
  return [
    ...originChecks(manifest, facts, inputs),
    check('login is a superuser, and the server no standby', roleProblem(facts)),
    check(`server ${major(facts)} reads a backup of ${major(manifest.server)}`, olderServer(manifest, facts)),
    check('no prepared transaction holds a database', preparedProblem(facts)),
    check('extensions are available', lacking('extensions', unavailable(manifest, found.extensions))),
    check(
      'roles are present',
      lacking('roles', found.missingRoles, 'create them as globals.sql beside the backup shows'),
    ),
    check('objects are in the bucket', missingObjects(manifest, found.objects)),
    check('private key is at hand', keyProblem(manifest, inputs)),
    check('disk has room', lackOfSpace(free, manifest.server.size, folder)),
  ]
}

const check = (what: string, problem: string | undefined): Check => ({ what, problem })

const major = ({ version }: { version: number }): number => Math.floor(version / 10_000)

/** A backup of another place needs a reason. */
function originChecks(
  manifest: Manifest,
  facts: Facts,
  { storage, allowOtherServerReason: reason }: Pick<RestoreInputs, 'storage' | 'allowOtherServerReason'>,
): Check[] {
  const same = (what: string, then: string, now: string): Check => {
    if (then === now) return { what: `${what} is the same (${now})` }
    if (reason !== '') return { what: `${what} differs (${then}), allowed because: ${reason}` }
    const advice = 'Set "allow-other-server-reason" to the reason when it is meant'
    return { what, problem: `the backup is of ${what} "${then}", and this is "${now}". ${advice}` }
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
    : `role "${user}" is no superuser, and only one can restore every owner and extension`
}

/** Nobody can end one but who began it, and a database with one cannot be renamed. */
function preparedProblem({ preparedTransactions }: Facts): string | undefined {
  if (preparedTransactions === 0) return undefined
  return `${preparedTransactions} transactions are prepared (pg_prepared_xacts). Commit them or roll them back`
}

function olderServer(manifest: Manifest, facts: Facts): string | undefined {
  if (major(facts) >= major(manifest.server)) return undefined
  return `the backup is of PostgreSQL ${major(manifest.server)}, and the server is the older ${major(facts)}`
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
    const there = found[name]
    if (!there) return [`${key} is missing`]
    return there.size === size ? [] : [`${key} has ${there.size} bytes and not ${size}`]
  })
  return wrong.length === 0 ? undefined : `${wrong.join('; ')}. Use another backup`
}

function keyProblem({ encryption }: Manifest, inputs: Pick<RestoreInputs, 'encryption'>): string | undefined {
  if (encryption.mode !== 'age' || inputs.encryption.identity !== '') return undefined
  return `the backup is encrypted to ${encryption.recipients?.join(', ')}. Set "age-identity" to the private key of one`
}
