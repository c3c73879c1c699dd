import type { CaseContext } from './case-context.ts'
import { DIGEST } from './database-server.ts'

/** A copy of `tiny` that a case may change. */
export const SCRATCH = 'scratch'

const psql = '/usr/lib/postgresql/*/real/psql -X -q -v ON_ERROR_STOP=1 -U erp'

/** Runs work with a copy of `tiny`, which is dropped afterwards. */
export async function withScratch<T>({ dbServer }: CaseContext, work: () => Promise<T>): Promise<T> {
  await dbServer.inContainer(`${psql} -d postgres -c 'CREATE DATABASE ${SCRATCH} TEMPLATE tiny'`)
  try {
    return await work()
  } finally {
    await dbServer.inContainer(`${psql} -d postgres -c 'DROP DATABASE ${SCRATCH} WITH (FORCE)'`)
  }
}

/** Changes the copy; a complete backup must contain the change. */
export async function changeScratch(context: CaseContext, statements: string): Promise<void> {
  await context.dbServer.inContainer(`${psql} -d ${SCRATCH}`, statements)
  context.contents = await context.dbServer.inContainer(`pg_dump -w -U erp -Fc -Z0 ${SCRATCH} | ${DIGEST}`)
}
