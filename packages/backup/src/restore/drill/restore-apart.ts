import type { Database } from '@tsh/postgres'
import { CONTENTS } from '@tsh/postgres'
import { type Archive, readVerified } from '../../archive/archive.ts'
import { type SpecialEntries, specialEntries } from '../../archive/entries.ts'
import { openSink } from '../../archive/sink.ts'
import { type Restoring, startRestoring } from '../pour.ts'
import { MEMBERSHIPS } from '../scripts.ts'
import type { DataRole } from '../swap/data-role.ts'

export interface ApartPlan {
  limit: number
  signal: AbortSignal
  /** Options of every pg_restore. */
  options: string
}

/**
 * Restores an archive whose tables evaluate what their owners have written. A superuser makes the definitions, which
 * evaluate nothing; a role that may only write tables loads the rows, and adds the checks that are evaluated when they
 * are added; a superuser makes the rest. There PostgreSQL itself goes on as the owner of the table, which is what index
 * expressions and materialized views need, and nothing could be left to a role: until the grants come last, owners
 * themselves lack the rights on schemas and other tables that they need.
 */
export async function restoreApart(
  database: Database,
  role: DataRole,
  { archive, plan, tell }: { archive: Archive; plan: ApartPlan; tell: (bytes: number) => void },
): Promise<void> {
  const running = new Set<{ abort(): void }>()
  const giveUp = (): void => {
    for (const one of running) one.abort()
  }
  const start: Start = async (of, section, entries = []) => {
    const options = `--section=${section} ${plan.options}`
    const one = await startRestoring(of, { limit: plan.limit, options, entries })
    running.add(one)
    return one
  }
  plan.signal.addEventListener('abort', giveUp)
  try {
    const { head, special } = await loadRows({ database, role, archive, start, tell })
    const late = (of: Database, entries: readonly number[]) =>
      start(of, 'post-data', entries).then(one => fed(one, head))
    if (special.checks.length > 0) {
      await database.run(MEMBERSHIPS, { values: { TSH_ROLE: role.name } })
      await late(role.database, special.checks)
    }
    await role.remove()
    const { checks, largeObjects, others } = special
    await late(database, checks.length > 0 ? [...largeObjects, ...others] : [])
  } catch (cause) {
    giveUp()
    throw cause
  } finally {
    plan.signal.removeEventListener('abort', giveUp)
  }
}

type Start = (of: Database, section: string, entries?: readonly number[]) => Promise<Restoring>

interface Load {
  database: Database
  role: DataRole
  archive: Archive
  start: Start
  tell(bytes: number): void
}

/** Definitions and rows, in one reading. @returns the beginning of the archive, which has its contents list */
async function loadRows({ database, role, archive, start, tell }: Load) {
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
      tell(length)
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
  sinks: Restoring[]
  special: SpecialEntries
}

async function startLoading({
  database,
  role,
  special: { largeObjects, checks, others },
  start,
}: Omit<Load, 'archive' | 'tell'> & { special: SpecialEntries }): Promise<Restoring[]> {
  if (largeObjects.length === 0) return [await start(role.database, 'data')]
  return Promise.all([
    start(role.database, 'data', [...others, ...checks]),
    start(database, 'data', largeObjects),
  ])
}

async function writeAll(sinks: readonly Pick<Restoring, 'write'>[], chunk: Uint8Array): Promise<void> {
  await Promise.all(sinks.map(sink => sink.write(chunk)))
}

async function fed(restoring: Restoring, head: readonly Uint8Array[]): Promise<void> {
  for (const chunk of head) await restoring.write(chunk)
  await restoring.conclude()
}
