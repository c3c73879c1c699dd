import type { JsonPath } from './json-path.ts'

/** What is asked and what the answer has to be. */
export interface Check {
  method: string
  path: string
  /** Statuses that pass. */
  statuses: readonly number[]
  headers?: Record<string, string>
  body?: string
  /** Type of the body; a header of the check goes before it. */
  contentType?: string
  /** Values in the body, which is JSON then. */
  json?: readonly { path: JsonPath; value: JsonValue }[]
  /** Source of a regular expression that the body matches. */
  pattern?: string
  /** Headers of the answer. */
  answerHeaders?: Record<string, string>
  /** Milliseconds from the connection to the end of the answer, redirects included. */
  within?: number
  /** Where the answer names the deployed version. */
  version?: VersionPlace
}

export type JsonValue = string | number | boolean | null

export type VersionPlace =
  | { in: 'body' }
  | { in: 'json'; path: JsonPath }
  /** The header's name in lower case. */
  | { in: 'header'; name: string }

const expectOk = (path: string): Check => ({ method: 'GET', path, statuses: [200] })

/** What every TSH application answers. */
export const standardChecks: readonly Check[] = [
  expectOk('/health'),
  expectOk('/docs'),
  expectOk('/openapi.json'),
]

/** A login without name and password: refused, which also shows that the application can think about it. */
export const loginCheck = (path: string): Check => ({
  method: 'POST',
  path,
  statuses: [401, 422],
  body: '{}',
  contentType: 'application/json',
})

/** A check as the reports name it. */
export const nameOf = ({ method, path }: Check): string => `${method} ${path}`
