import { run, setOutputs } from '@tsh/action'
import { connect, type Remote, sendPublicRequest } from '@tsh/remote'
import { check } from './checks/check.ts'
import { readChecks } from './checks/read-checks.ts'
import { outputs } from './definition.ts'
import { readSmokeInputs } from './inputs.ts'
import { report } from './reports/report.ts'

void run('smoke-test', async () => {
  const inputs = await readSmokeInputs()
  const checks = await readChecks(inputs)
  let remote: Remote | undefined
  const onServer = async () => {
    const opened = inputs.target && (await connect(inputs.target))
    remote = opened
    return opened ? opened.request : sendPublicRequest
  }
  try {
    const findings = await check(inputs, checks, { publicly: sendPublicRequest, onServer })
    setOutputs(outputs, {
      verdict: findings.verdict,
      passed: findings.results.filter(({ passed }) => passed).length,
    })
    await report(inputs, findings)
  } finally {
    remote?.close()
  }
})
