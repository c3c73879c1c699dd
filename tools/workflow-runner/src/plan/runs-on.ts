import { evaluate } from '../expressions/template.ts'
import { parser } from '../parser/library.ts'
import {
  childOf,
  entriesOf,
  everyToken,
  isExpression,
  itemsOf,
  type Token,
  textOf,
} from '../parser/tokens.ts'
import { literalMatrix } from './matrix/literal-matrix.ts'
import { matrixJobs, matrixProblems } from './matrix/matrix.ts'

/** Why the `runs-on` of a job is not supported, as far as known before the run. */
export function runsOnProblems(job: Token): string[] {
  const token = childOf(job, 'runs-on')
  if (!token) return []
  if (entriesOf(token).length) return ['runs-on: runner groups are not supported; use an ubuntu-* label']
  const written = [token, ...itemsOf(token)].filter(item => !isExpression(item)).map(textOf)
  const labels = [...written, ...matrixLabels(token, job)].filter(label => label !== undefined)
  return [...new Set(labels)].flatMap(label => labelProblem(label) ?? [])
}

/** Why a label of `runs-on` is not supported. */
export function labelProblem(label: string): string | undefined {
  return /^ubuntu-[\w.-]+$/i.test(label)
    ? undefined
    : `runs-on: '${label}' is not supported; use an ubuntu-* label, the only kind this runner supports`
}

/** The labels of every job of a matrix without expressions, when `runs-on` depends on nothing else. */
function matrixLabels(runsOn: Token, job: Token): string[] {
  const matrix = literalMatrix(job)
  if (!matrix || matrixProblems(matrix).length || !dependsOnMatrixOnly(runsOn)) return []
  return matrixJobs(matrix).flatMap(({ values }) => {
    try {
      const scope = { file: '', contexts: { matrix: values }, functions: [] }
      return [evaluate(runsOn, scope)].flat().map(String)
    } catch {
      // The job itself will fail with the same error and its position.
      return []
    }
  })
}

const OTHER_CONTEXTS = /(?<![.\w-])(?:github|inputs|vars|needs|strategy)\b/i

function dependsOnMatrixOnly(token: Token): boolean {
  const expressions = [...everyToken(token)].filter(parser.isBasicExpression)
  return (
    expressions.length > 0 &&
    !expressions.some(({ expression }) => OTHER_CONTEXTS.test(expression.replace(/'(?:[^']|'')*'/g, "''")))
  )
}
