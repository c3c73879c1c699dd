import { run } from '@tsh/action'
import { readNotifyInputs } from './inputs.ts'
import { notify } from './notify.ts'

void run('telegram-notify', async () => {
  const inputs = await readNotifyInputs()
  const chat = inputs.token === '' ? undefined : (await import('./chat.ts')).openChat(inputs)
  await notify(inputs, chat)
})
