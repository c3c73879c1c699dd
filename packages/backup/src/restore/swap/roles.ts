import type { Database, Session } from '@tsh/postgres'
import { type Archive, readWhole } from '../../archive/archive.ts'
import { STATEMENTS } from '../scripts.ts'

const NAME = `("(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)`
const ABOUT_ROLE = new RegExp(`^(?:CREATE|ALTER) ROLE ${NAME}(?: WITH [A-Z0-9 ]+(?:VALID UNTIL '[^']*')?)?;$`)
const MEMBERSHIP = new RegExp(`^(GRANT ${NAME} TO ${NAME}(?: WITH [A-Z, ]+?)?)(?: GRANTED BY ${NAME})?;$`)

/**
 * The statements of `pg_dumpall --globals-only` that make these roles and their memberships. Settings, comments and
 * tablespaces are left out, and a membership is granted by whoever restores.
 */
export function roleStatements(globals: string, missing: ReadonlySet<string>): string[] {
  const made: string[] = []
  const granted: string[] = []
  for (const line of globals.split('\n')) {
    const role = ABOUT_ROLE.exec(line)?.[1]
    if (role && missing.has(plainName(role))) made.push(line)
    const [, grant, , member = ''] = MEMBERSHIP.exec(line) ?? []
    if (grant && missing.has(plainName(member))) granted.push(`${grant};`)
  }
  return [...made, ...granted]
}

function plainName(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier
}

/** Roles of the backup that the server does not have. */
export async function missingRoles(
  session: Session,
  { manifest }: Pick<Archive, 'manifest'>,
): Promise<string[]> {
  const present = await session.query<string[]>(`SELECT json_agg(rolname) FROM pg_roles`)
  return manifest.server.roles.filter(role => !present.includes(role))
}

/** Makes roles as the backup has them, without passwords. Only for a server that nobody else uses. */
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
