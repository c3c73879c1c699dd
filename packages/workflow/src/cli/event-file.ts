import { readFileSync } from 'node:fs'
import { messageOf, UserError } from '../errors.ts'

/** The payload in a JSON file, as GitHub delivers it to webhooks and in GITHUB_EVENT_PATH. */
export function readEventFile(file: string): Record<string, unknown> {
  let payload: unknown
  try {
    payload = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UserError(`--event-file ${file}: ${messageOf(error)}`)
  }
  if (!payload || typeof payload !== 'object' || Array.isArray(payload))
    throw new UserError(`--event-file ${file}: expected a JSON object`)
  return payload as Record<string, unknown>
}
