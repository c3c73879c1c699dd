import { UserError } from '@tsh/action'
import { readJson } from './read-json.ts'

/** The payload in a JSON file, as GitHub delivers it to webhooks and in GITHUB_EVENT_PATH. */
export function readEventFile(file: string): Record<string, unknown> {
  const payload = readJson('--event-file', file)
  if (!payload || typeof payload !== 'object' || Array.isArray(payload))
    throw new UserError(`--event-file ${file}: expected a JSON object`)
  return payload as Record<string, unknown>
}
