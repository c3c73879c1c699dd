import type { JsonPath } from './json-path.ts'

/** A request and the expected response. */
export interface Check {
  method: string
  path: string
  /** Status codes that pass. */
  statuses: readonly number[]
  headers?: Record<string, string>
  body?: string
  /** Content type of the body; a header of the check overrides it. */
  contentType?: string
  /** Expected values in a JSON body. */
  json?: readonly { path: JsonPath; value: JsonValue }[]
  /** Source of a regular expression that the body must match. */
  pattern?: string
  /** Expected response headers. */
  answerHeaders?: Record<string, string>
  /** Milliseconds from the connection to the end of the response, including redirects. */
  within?: number
  /** Where the response contains the deployed version. */
  version?: VersionPlace
}

export type JsonValue = string | number | boolean | null

export type VersionPlace =
  | { in: 'body' }
  | { in: 'json'; path: JsonPath }
  /** The header's name in lower case. */
  | { in: 'header'; name: string }

const expectOk = (path: string): Check => ({ method: 'GET', path, statuses: [200] })

/** Endpoints of every TSH application. */
export const standardChecks: readonly Check[] = [
  expectOk('/health'),
  expectOk('/docs'),
  expectOk('/openapi.json'),
]

/** A login without credentials: the refusal also shows that the application processes it. */
export const loginCheck = (path: string): Check => ({
  method: 'POST',
  path,
  statuses: [401, 422],
  body: '{}',
  contentType: 'application/json',
})

/** Name of a check in reports. */
export const nameOf = ({ method, path }: Check): string => `${method} ${path}`
