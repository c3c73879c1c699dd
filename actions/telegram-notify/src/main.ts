import { run, setOutputs } from '@tsh/action'
import { outputs } from './definition.ts'
import { readNotifyInputs } from './inputs.ts'
import { notify } from './notify.ts'

void run('telegram-notify', async () => {
  const inputs = await readNotifyInputs()
  const chat = inputs.token === '' ? undefined : (await import('./chat.ts')).openChat(inputs)
  setOutputs(outputs, await notify(inputs, chat))
})
