import type { Consumer } from '../consumer/consumer.ts'
import type { Tell } from '../machine/progress.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { mustExec, waitForEngine } from '../sandbox/server.ts'

/**
 * Keeps the prepared server for the next rehearsal: the engine is stopped (the databases end cleanly), its data
 * and the deploy folder are copied, the engine starts again. Done once for each old version.
 */
export async function saveTemplate(sandbox: Sandbox, consumer: Consumer, tell: Tell): Promise<void> {
  if (!sandbox.template) return
  tell('Keeping the prepared server for the next rehearsal …')
  const { exec } = sandbox.server
  await mustExec(
    exec,
    `server-engine stop && server-template save ${sandbox.template} ${consumer.deployPath}`,
  )
  await mustExec(exec, 'server-engine start')
  await waitForEngine(exec)
}
