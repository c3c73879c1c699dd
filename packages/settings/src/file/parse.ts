import { inOrder, type Problem } from '../problem.ts'
import { without } from '../rules/checked-environment.ts'
import { ruleProblems } from '../rules/rules.ts'
import type { SettingsFile } from '../schema.ts'
import { forbiddenTexts } from './forbidden-texts.ts'
import { schemaProblems } from './schema-problems.ts'
import { readSource } from './source-text.ts'
import { parseDocument } from './yaml-document.ts'
import { valuesOf } from './yaml-values.ts'

/** The settings of a file, or everything that is wrong with it in the order of the lines. */
export type ParseResult = { settings: SettingsFile } | { problems: readonly Problem[] }

/** Reads a settings file. */
export function parseSettings(source: string | Uint8Array): ParseResult {
  const read = readSource(source)
  if ('problem' in read) return { problems: [read.problem] }
  const parsed = parseDocument(read.text)
  if ('problems' in parsed) return parsed
  const { value, places, problems } = valuesOf(parsed)
  if (value === undefined) return { problems }
  const forbidden = forbiddenTexts({ value, places })
  const known = new Set(forbidden.map(({ path }) => path))
  const wrong = [...forbidden, ...schemaProblems({ value, places }).filter(({ path }) => !known.has(path))]
  const settings = without(
    value,
    wrong.map(({ keys }) => keys),
  ) as SettingsFile
  const all = [
    ...problems,
    ...wrong,
    ...(hasEnvironments(settings) ? ruleProblems({ settings, places }) : []),
  ]
  return all.length === 0 ? { settings } : { problems: inOrder(all.map(asProblem)) }
}

function hasEnvironments(settings: unknown): boolean {
  const environments = (settings as Partial<SettingsFile> | null)?.environments
  return typeof environments === 'object' && environments !== null && !Array.isArray(environments)
}

function asProblem({ line, column, path, message }: Problem): Problem {
  return { line, column, path, message }
}
