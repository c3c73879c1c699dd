import type { Consumer } from '../consumer/consumer.ts'
import type { Log } from '../machine/progress.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { mustExec, waitForEngine } from '../sandbox/server.ts'

/**
 * Saves the prepared server for the next rehearsal: the engine is stopped (the databases shut down cleanly), its data and
 * the deploy folder are copied, and the engine is restarted. Done once per old version.
 */
export async function saveTemplate(sandbox: Sandbox, consumer: Consumer, log: Log): Promise<void> {
  if (!sandbox.template) return
  log('Saving the prepared server for the next rehearsal …')
  const { exec } = sandbox.server
  await mustExec(
    exec,
    `server-engine stop && server-template save ${sandbox.template} ${consumer.deployPath}`,
  )
  await mustExec(exec, 'server-engine start')
  await waitForEngine(exec)
}
