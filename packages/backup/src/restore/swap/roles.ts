import type { Database, Session } from '@tsh/postgres'
import { type Archive, readWhole } from '../../archive/archive.ts'
import { STATEMENTS } from '../scripts.ts'

const NAME = `("(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)`
const ABOUT_ROLE = new RegExp(`^(?:CREATE|ALTER) ROLE ${NAME}(?: WITH [A-Z0-9 ]+(?:VALID UNTIL '[^']*')?)?;$`)
const MEMBERSHIP = new RegExp(`^(GRANT ${NAME} TO ${NAME}(?: WITH [A-Z, ]+?)?)(?: GRANTED BY ${NAME})?;$`)

/**
 * The statements of `pg_dumpall --globals-only` that create these roles and their memberships. Settings, comments and
 * tablespaces are omitted, and memberships are granted by the restoring user.
 */
export function roleStatements(globals: string, missing: ReadonlySet<string>): string[] {
  const created: string[] = []
  const granted: string[] = []
  for (const line of globals.split('\n')) {
    const role = ABOUT_ROLE.exec(line)?.[1]
    if (role && missing.has(plainName(role))) created.push(line)
    const [, grant, , member = ''] = MEMBERSHIP.exec(line) ?? []
    if (grant && missing.has(plainName(member))) granted.push(`${grant};`)
  }
  return [...created, ...granted]
}

function plainName(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier
}

/** Roles of the backup that are missing on the server. */
export async function missingRoles(
  session: Session,
  { manifest }: Pick<Archive, 'manifest'>,
): Promise<string[]> {
  const present = await session.query<string[]>(`SELECT json_agg(rolname) FROM pg_roles`)
  return manifest.server.roles.filter(role => !present.includes(role))
}

/** Creates the roles of the backup, without passwords. Only for private servers. */
export async function createRoles(
  server: Database,
  archive: Archive,
  missing: readonly string[],
): Promise<void> {
  if (missing.length === 0) return
  const globals = await readWhole(archive, archive.manifest.objects.globals)
  const statements = roleStatements(globals, new Set(missing))
  const values = { TSH_DATABASE: 'postgres', TSH_LIMIT: '120' }
  await server.run(STATEMENTS, { input: `${statements.join('\n')}\n`, values })
}
