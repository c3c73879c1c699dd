import type { Finding } from '../finding.ts'

/** The findings as JSON: `{ findings: [{ id, severity, file, line, message, fix }] }`. */
export const jsonReport = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ findings }, undefined, 2)}\n`
