/** What is asked and what the answer has to be. */
export interface Check {
  method: string
  path: string
  /** Statuses that pass. */
  statuses: number[]
}

/** How a check ended: the last answer or fault, and how often it was asked. */
export interface Result extends Check {
  passed: boolean
  actual: string
  attempts: number
  milliseconds: number
}

const expectOk = (path: string): Check => ({ method: 'GET', path, statuses: [200] })

/** What every TSH application answers. */
export const standardChecks: readonly Check[] = [
  expectOk('/health'),
  expectOk('/docs'),
  expectOk('/openapi.json'),
]

/** Reads `GET /path 200`, or several statuses as `POST /login 401,422`. */
export function parseCheck(line: string): Check | undefined {
  const [, method, path, statuses] = /^([A-Z]+)\s+(\/\S*)\s+(\d{3}(?:,\d{3})*)$/.exec(line) ?? []
  return method && path && statuses ? { method, path, statuses: statuses.split(',').map(Number) } : undefined
}

/** One line about a check that failed. */
export function failure({ method, path, statuses, actual, attempts }: Result): string {
  return `${method} ${path}: expected HTTP ${statuses.join(' or ')}, got ${actual} (${attempts} attempts)`
}
