import type { Finding } from '../finding.ts'

/** The findings for programs: `{ findings: [{ id, severity, file, line, message, fix }] }`. */
export const jsonReport = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ findings }, undefined, 2)}\n`
