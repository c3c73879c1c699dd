import { UserError } from '@tsh/action'
import { ensureEngine } from '../engine/engine.ts'
import { ownImage } from '../images/stand-ins.ts'
import type { Tell } from '../machine/progress.ts'
import { keptRuns, removeSandbox } from './remove.ts'

/** Removes a sandbox that `--keep` left. */
export async function removeKept(id: string, tell: Tell): Promise<void> {
  await ensureEngine(tell)
  const kept = await keptRuns()
  if (!kept.includes(id))
    throw new UserError(`No sandbox ${id} is kept; there is ${kept.join(', ') || 'none'}.`)
  tell(`Removing the sandbox ${id} …`)
  await removeSandbox(id, await ownImage('registry', tell))
}
