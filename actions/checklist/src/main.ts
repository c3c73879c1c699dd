import { run, setOutputs, workflowRun } from '@tsh/action'
import { outputs } from './definition.ts'
import { readChecklistInputs } from './inputs.ts'

void run('checklist', async () => {
  const inputs = await readChecklistInputs()
  const { connect } = await import('@tsh/remote')
  const { checklist } = await import('./checklist.ts')
  setOutputs(outputs, await checklist(inputs, workflowRun(), () => connect(inputs.target)))
})
