import { UserError } from '@tsh/action'
import type { Manifest } from '@tsh/backup'
import type { Database } from './database.ts'
import { type Guarded, guard } from './guard.ts'
import { SCRATCH } from './restore-scripts.ts'

/** The same server, with another of its databases. */
export function inDatabase(server: Database, name: string): Database {
  const there = { TSH_DATABASE: name }
  return {
    ...server,
    run: (script, options = {}) =>
      server.run(script, { ...options, values: { ...options.values, ...there } }),
    stream: (script, values) => server.stream(script, { ...values, ...there }),
  }
}

/** A new, empty database like the one that was backed up. It is dropped by `remove`, unless it has another name then. */
export async function openScratch(
  server: Database,
  { name, manifest, limit }: { name: string; manifest: Manifest; limit: number },
): Promise<Guarded> {
  const { owner, encoding, collate, ctype } = manifest.server
  const stream = await server.stream(SCRATCH, {
    ...{ TSH_NEW: name, TSH_OWNER: owner, TSH_ENCODING: encoding, TSH_COLLATE: collate, TSH_CTYPE: ctype },
    // What is at work in the database has a limit of its own, and ends before this one.
    TSH_LIMIT: String(2 * limit),
  })
  return guard(stream, `database "${name}"`).catch(explained(manifest))
}

function explained({ server: { collate, ctype }, source }: Manifest) {
  return (cause: unknown): never => {
    if (!(cause instanceof UserError) || !/locale/.test(cause.message)) throw cause
    const from = source.image ? `, such as that of image ${source.image}` : ''
    throw new UserError(
      `the server does not know the locale of the backup (${collate}, ${ctype}). Restore on a server that has it${from}`,
      { cause },
    )
  }
}
