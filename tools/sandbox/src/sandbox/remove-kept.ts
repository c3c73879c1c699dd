import { UserError } from '@tsh/action'
import { ensureEngine } from '../engine/engine.ts'
import { ownImage } from '../images/substitutes.ts'
import type { Log } from '../machine/progress.ts'
import { keptRuns, removeSandbox } from './remove.ts'

/** Removes a sandbox kept by `--keep`. */
export async function removeKept(id: string, log: Log): Promise<void> {
  await ensureEngine(log)
  const kept = await keptRuns()
  if (!kept.includes(id))
    throw new UserError(`no kept sandbox has the id ${id}. Kept sandboxes: ${kept.join(', ') || 'none'}`)
  log(`Removing the sandbox ${id} …`)
  await removeSandbox(id, await ownImage('registry', log))
}
