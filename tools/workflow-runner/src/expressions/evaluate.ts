import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { falsy } from '@actions/expressions/result'
import { toData } from './data.ts'
import { limitedFunctions } from './memory.ts'

/** A function of the expression language: name, number of arguments, and implementation. */
export interface ExpressionFunction {
  name: string
  minArgs: number
  maxArgs: number
  call: (...args: data.ExpressionData[]) => data.ExpressionData
}

/** What an expression has access to. `file` is for messages. */
export interface Scope {
  file: string
  contexts: Record<string, unknown>
  functions: ExpressionFunction[]
}

// The schema restricts the contexts per key when the file is parsed; here each one only has to exist.
const everyContext = [
  'github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs',
] // biome-ignore format: a list of names

export function evaluateExpression(expression: string, scope: Scope): data.ExpressionData {
  const context = new data.Dictionary()
  for (const name of everyContext) context.add(name, toData(scope.contexts[name]))
  const tree = new Parser(tokensOf(expression), everyContext, scope.functions).parse()
  if (!tree) throw new Error('An expression was expected')
  const own = [...limitedFunctions, ...scope.functions]
  const functions = new Map(own.map(definition => [definition.name.toLowerCase(), definition]))
  return new Evaluator(tree, context, functions).evaluate()
}

/** The lexer unescapes only the first `''` in a string; this unescapes all of them. */
function tokensOf(expression: string): ConstructorParameters<typeof Parser>[0] {
  return new Lexer(expression)
    .lex()
    .tokens.map(token =>
      typeof token.value === 'string'
        ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
        : token,
    )
}

export function isTrue(value: data.ExpressionData): boolean {
  return !falsy(value)
}
