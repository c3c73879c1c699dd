import type { Database } from '@tsh/postgres'
import { CONTENTS } from '@tsh/postgres'
import { type Archive, readVerified } from '../../archive/archive.ts'
import { type SpecialEntries, specialEntries } from '../../archive/entries.ts'
import { openSink } from '../../archive/sink.ts'
import { type PgRestore, startPgRestore } from '../pg-restore.ts'
import { MEMBERSHIPS } from '../scripts.ts'
import type { DataRole } from '../swap/data-role.ts'

export interface DataRolePlan {
  limit: number
  signal: AbortSignal
  /** Options of every pg_restore call. */
  options: string
}

/**
 * Restores an archive whose tables evaluate code written by their owners. A superuser creates the definitions, which
 * evaluates nothing; a role that can only write to tables loads the rows and adds the checks that are evaluated when
 * added; a superuser creates the rest. There PostgreSQL itself switches to the table owner, which is what index
 * expressions and materialized views need. None of that could be left to a role: until the grants are restored last,
 * owners lack the required privileges on schemas and other tables.
 */
export async function restoreWithDataRole(
  database: Database,
  role: DataRole,
  { archive, plan, report }: { archive: Archive; plan: DataRolePlan; report: (bytes: number) => void },
): Promise<void> {
  const running = new Set<{ abort(): void }>()
  const abort = (): void => {
    for (const restore of running) restore.abort()
  }
  const start: Start = async (of, section, entries = []) => {
    const options = `--section=${section} ${plan.options}`
    const restore = await startPgRestore(of, { limit: plan.limit, options, entries })
    running.add(restore)
    return restore
  }
  plan.signal.addEventListener('abort', abort)
  try {
    const { head, special } = await loadRows({ database, role, archive, start, report })
    const late = (of: Database, entries: readonly number[]) =>
      start(of, 'post-data', entries).then(restore => fed(restore, head))
    if (special.checks.length > 0) {
      await database.run(MEMBERSHIPS, { values: { TSH_ROLE: role.name } })
      await late(role.database, special.checks)
    }
    await role.remove()
    const { checks, largeObjects, others } = special
    await late(database, checks.length > 0 ? [...largeObjects, ...others] : [])
  } catch (cause) {
    abort()
    throw cause
  } finally {
    plan.signal.removeEventListener('abort', abort)
  }
}

type Start = (of: Database, section: string, entries?: readonly number[]) => Promise<PgRestore>

interface Load {
  database: Database
  role: DataRole
  archive: Archive
  start: Start
  report(bytes: number): void
}

/** Restores definitions and rows in one pass. @returns the beginning of the archive with its contents list */
async function loadRows({ database, role, archive, start, report }: Load) {
  const [definitions, list] = await Promise.all([start(database, 'pre-data'), openSink(database, CONTENTS)])
  const head: Uint8Array[] = []
  const begin = async (): Promise<Loading> => {
    await definitions.conclude()
    const special = specialEntries((await list.end()).stdout, role)
    const sinks = await startLoading({ database, role, special, start })
    for (const chunk of head) await writeAll(sinks, chunk)
    return { sinks, special }
  }
  let loading: Loading | undefined
  let length = 0
  try {
    for await (const chunk of readVerified(archive, archive.manifest.objects.dump)) {
      length += chunk.length
      report(length)
      if (loading) await writeAll(loading.sinks, chunk)
      else {
        head.push(chunk)
        await writeAll([definitions, list], chunk)
        if (definitions.ended() && list.ended()) loading = await begin()
      }
      if (loading?.sinks.every(sink => sink.ended())) break
    }
    loading ??= await begin()
    await Promise.all(loading.sinks.map(sink => sink.conclude()))
    return { head, special: loading.special }
  } finally {
    list.abort()
  }
}

interface Loading {
  sinks: PgRestore[]
  special: SpecialEntries
}

async function startLoading({
  database,
  role,
  special: { largeObjects, checks, others },
  start,
}: Omit<Load, 'archive' | 'report'> & { special: SpecialEntries }): Promise<PgRestore[]> {
  if (largeObjects.length === 0) return [await start(role.database, 'data')]
  return Promise.all([
    start(role.database, 'data', [...others, ...checks]),
    start(database, 'data', largeObjects),
  ])
}

async function writeAll(sinks: readonly Pick<PgRestore, 'write'>[], chunk: Uint8Array): Promise<void> {
  await Promise.all(sinks.map(sink => sink.write(chunk)))
}

async function fed(restore: PgRestore, head: readonly Uint8Array[]): Promise<void> {
  for (const chunk of head) await restore.write(chunk)
  await restore.conclude()
}
