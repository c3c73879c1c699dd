import type { Arena } from './arena.ts'
import { DIGEST } from './lane.ts'

/** A copy of `tiny` that a case may change. */
export const SCRATCH = 'scratch'

const psql = '/usr/lib/postgresql/*/real/psql -X -q -v ON_ERROR_STOP=1 -U erp'

/** Runs the work with a copy of `tiny`, which is dropped afterwards. */
export async function withScratch<T>({ lane }: Arena, work: () => Promise<T>): Promise<T> {
  await lane.inContainer(`${psql} -d postgres -c 'CREATE DATABASE ${SCRATCH} TEMPLATE tiny'`)
  try {
    return await work()
  } finally {
    await lane.inContainer(`${psql} -d postgres -c 'DROP DATABASE ${SCRATCH} WITH (FORCE)'`)
  }
}

/** Changes the copy; a whole backup holds the change from now on. */
export async function changeScratch(arena: Arena, statements: string): Promise<void> {
  await arena.lane.inContainer(`${psql} -d ${SCRATCH}`, statements)
  arena.contents = await arena.lane.inContainer(`pg_dump -w -U erp -Fc -Z0 ${SCRATCH} | ${DIGEST}`)
}
