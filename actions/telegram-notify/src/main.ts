import { run } from '@tsh/action'
import { readNotifyInputs } from './inputs.ts'
import { notify } from './notify.ts'

void run('telegram-notify', async () => {
  const inputs = await readNotifyInputs()
  const { openChat } = await import('./chat.ts')
  await notify(inputs, openChat(inputs))
})
