import { ensureEngine } from '../engine/engine.ts'
import { RehearsalError } from '../errors.ts'
import { ownImage } from '../images/stand-ins.ts'
import type { Tell } from '../progress.ts'
import { removeSandbox, runsWithContainers } from './remove.ts'

/** Removes a sandbox that `--keep` left. */
export async function removeKept(id: string, tell: Tell): Promise<void> {
  await ensureEngine(tell)
  const known = await runsWithContainers()
  if (!known.includes(id))
    throw new RehearsalError(`There is no sandbox ${id}; there are ${known.join(', ') || 'none'}.`)
  tell(`Removing the sandbox ${id} …`)
  await removeSandbox(id, await ownImage('registry', tell))
}
