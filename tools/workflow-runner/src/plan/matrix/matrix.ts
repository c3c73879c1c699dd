import { UserError } from '@tsh/action'
import { coerceText } from '../../expressions/data.ts'
import { type MatrixFilter, matchesFilter } from './matrix-filter.ts'

export type Combination = Record<string, unknown>

/** One job of a matrix: its `matrix` context, and the values in its name. */
export interface MatrixJob {
  values: Combination
  label: string
}

interface Matrix {
  vectors: Record<string, unknown>
  include: unknown
  exclude: unknown
}

/**
 * The jobs of a matrix, in GitHub's order: the product with the first key varying slowest, without `exclude`, then
 * `include` (docs.github.com, workflow syntax, jobs.<job_id>.strategy.matrix; actions/runner, MatrixBuilder.cs).
 */
export function matrixJobs(matrix: Record<string, unknown>): MatrixJob[] {
  const problems = matrixProblems(matrix)
  if (problems.length) throw new UserError(problems.join('\n'))
  const { vectors, include, exclude } = partsOf(matrix)
  const product = productOf(vectors).filter(
    combination => !filtersOf(exclude).some(filter => matchesFilter(combination, filter)),
  )
  return included(product, filtersOf(include), Object.keys(vectors))
}

/** Problems of a matrix that GitHub rejects, whether it is literal or comes from an expression. */
export function matrixProblems(matrix: Record<string, unknown>): string[] {
  const { vectors, include, exclude } = partsOf(matrix)
  return [
    ...Object.entries(vectors).flatMap(([key, values]) => vectorProblem(key, values) ?? []),
    ...listProblems('include', include),
    ...listProblems('exclude', exclude),
    ...filtersOf(exclude).flatMap(filter => excludeProblems(filter, Object.keys(vectors))),
    ...(Object.keys(vectors).length || filtersOf(include).length
      ? []
      : ['Matrix must define at least one vector']),
  ]
}

function partsOf(matrix: Record<string, unknown>): Matrix {
  const { include, exclude, ...vectors } = matrix
  return { vectors, include, exclude }
}

function vectorProblem(key: string, values: unknown): string | undefined {
  if (!Array.isArray(values)) return `Matrix vector '${key}' must be a list`
  return values.length ? undefined : `Matrix vector '${key}' does not contain any values`
}

function listProblems(key: string, value: unknown): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) return [`Matrix ${key} must be a list`]
  return value.flatMap((item: unknown) => {
    if (!item || typeof item !== 'object' || Array.isArray(item))
      return [`Every item of matrix ${key} must be a mapping`]
    if (Object.keys(item).length) return []
    return key === 'include'
      ? ['Matrix include mapping does not contain any values']
      : ['Matrix exclude filter must not be empty']
  })
}

function excludeProblems(filter: MatrixFilter, keys: string[]): string[] {
  return Object.keys(filter)
    .filter(key => !keys.some(other => other.toLowerCase() === key.toLowerCase()))
    .map(key => `Matrix exclude key '${key}' does not match any key within the matrix`)
}

function filtersOf(value: unknown): MatrixFilter[] {
  return Array.isArray(value) ? (value as MatrixFilter[]) : []
}

function productOf(vectors: Record<string, unknown>): Combination[] {
  const keys = Object.keys(vectors)
  if (!keys.length) return []
  return keys.reduce<Combination[]>(
    (rows, key) => rows.flatMap(row => (vectors[key] as unknown[]).map(value => ({ ...row, [key]: value }))),
    [{}],
  )
}

/**
 * An `include` item extends every combination that matches its values of the matrix's own keys, else it is an additional
 * combination. The extra values are not part of a combination's name.
 */
function included(combinations: Combination[], items: MatrixFilter[], keys: string[]): MatrixJob[] {
  const jobs = combinations.map(original => ({
    original,
    values: { ...original },
    label: combinationLabel(original),
  }))
  const isOwn = (key: string): boolean => keys.some(other => other.toLowerCase() === key.toLowerCase())
  const more: MatrixJob[] = []
  for (const item of items) {
    const filter = Object.fromEntries(Object.entries(item).filter(([key]) => isOwn(key)))
    const extra = Object.fromEntries(Object.entries(item).filter(([key]) => !isOwn(key)))
    const hosts = jobs.filter(({ original }) => matchesFilter(original, filter))
    for (const { values } of hosts) Object.assign(values, extra)
    if (!hosts.length) more.push({ values: { ...filter, ...extra }, label: combinationLabel(item) })
  }
  return [...jobs.map(({ values, label }) => ({ values, label })), ...more]
}

/** `a, 1`: GitHub's name of a matrix job, including values inside objects and lists. */
function combinationLabel(combination: Combination): string {
  const flat = (value: unknown): string[] =>
    value && typeof value === 'object' ? Object.values(value).flatMap(flat) : [coerceText(value)]
  return flat(combination)
    .filter(text => text !== '')
    .join(', ')
}
