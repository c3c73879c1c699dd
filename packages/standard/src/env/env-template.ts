import { parseEnvFile } from '@tsh/deployment/env-file'
import type { At } from '../yaml/node.ts'

/** An assignment of an env file. */
export interface EnvAssignment {
  key: string
  /** Without quotes. */
  value: string
  /** As written between the quotes. */
  raw: string
  quote: '' | "'" | '"'
  /** The rest of the line after an unquoted value. */
  rest: string
  at: At
}

/** An env file: a template of the repository, or the real one on the server. */
export interface EnvFile {
  path: string
  kind: 'template' | 'real'
  /** Whether it is the template of several environments. */
  isShared: boolean
  assignments: EnvAssignment[]
  /** Keys without a value. */
  bare: { key: string; at: At }[]
}

export function readEnvFile(
  path: string,
  text: string,
  options: Pick<EnvFile, 'kind' | 'isShared'>,
): EnvFile {
  const { entries, bare } = parseEnvFile(text)
  const at = (line: number): At => ({ file: path, line })
  return {
    path,
    ...options,
    assignments: entries.map(({ key, value, raw, quote, line, end }) => {
      const rest = text.slice(end).split('\n', 1)[0] ?? ''
      return { key, value, raw, quote, rest, at: at(line) }
    }),
    bare: bare.map(({ key, line }) => ({ key, at: at(line) })),
  }
}

/** The effective assignment of a key, which is the last one. */
export function assignmentOf(file: EnvFile | undefined, key: string): EnvAssignment | undefined {
  return file?.assignments.findLast(one => one.key === key)
}

export const hasKey = (file: EnvFile, key: string): boolean =>
  assignmentOf(file, key) !== undefined || file.bare.some(one => one.key === key)
