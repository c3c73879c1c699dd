import { setOutputs } from '@tsh/action'
import { connect, type Remote, sendPublicRequest } from '@tsh/remote'
import { check } from './checks/check.ts'
import { readChecks } from './checks/read-checks.ts'
import { outputs } from './definition.ts'
import type { SmokeInputs } from './inputs.ts'
import { outputsOf } from './reports/outputs.ts'
import { report } from './reports/report.ts'

/** Sends the checks, sets the outputs, and reports the results; it connects to the server only when a check needs it. */
export async function perform(inputs: SmokeInputs): Promise<void> {
  const checks = await readChecks(inputs)
  let remote: Remote | undefined
  const onServer = async () => {
    const opened = inputs.target && (await connect(inputs.target))
    remote = opened
    return opened ? opened.request : sendPublicRequest
  }
  try {
    const findings = await check(inputs, checks, { publicly: sendPublicRequest, onServer })
    setOutputs(outputs, outputsOf(findings, Date.now()))
    await report(inputs, findings)
  } finally {
    remote?.close()
  }
}
