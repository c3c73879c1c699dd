import { run, setOutputs, workflowRun } from '@tsh/action'
import { connect } from '@tsh/remote'
import { checklist } from './checklist.ts'
import { outputs } from './definition.ts'
import { readChecklistInputs } from './inputs.ts'

void run('checklist', async () => {
  const inputs = await readChecklistInputs()
  setOutputs(outputs, await checklist(inputs, workflowRun(), () => connect(inputs.target)))
})
