import { UserError } from '@tsh/action'
import { type Application, type ComposeModel, findProxy, hasSlots, slotPorts } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** Problems that the switch of this release would fail on, reported before the backup and the migrations. */
export async function proxyProblems(
  remote: Remote,
  application: Application,
  model: ComposeModel | undefined,
): Promise<string[]> {
  if (!hasSlots(application) || !model) return []
  const { placement } = application
  try {
    const proxy = await findProxy(remote, placement, async () => slotPorts(model, placement))
    await proxy.current()
    return await proxy.problems()
  } catch (error) {
    if (error instanceof UserError) return [...error.problems]
    throw error
  }
}
