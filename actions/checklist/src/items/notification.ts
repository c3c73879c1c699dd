import type { Facts } from '../facts.ts'
import { absent, type Finding, missing, proven } from './finding.ts'

/** The message about the deployment. */
export function notification(facts: Facts): Finding {
  const { outcome, messageId } = facts.notification
  if (outcome === 'not-configured') return absent(facts, 'no chat is configured')
  if (outcome === 'failed') return missing('the message could not be sent; the log of the job has the reason')
  if (outcome !== 'sent' || messageId === '') return missing('no message was reported')
  return proven(`Telegram, message ${messageId}`, { channel: 'telegram', messageId })
}
