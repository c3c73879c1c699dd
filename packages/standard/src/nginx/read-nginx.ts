import type { At } from '../yaml/node.ts'

/** A directive of nginx with the contents of its block. */
export interface Directive {
  name: string
  args: string[]
  block?: Directive[]
  at: At
}

interface Token {
  text: string
  isQuoted: boolean
  line: number
}

/** Comment, quoted string, `${variable}` of a template, punctuation, or a word. */
const TOKEN = /#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|[{};]|(?:\$\{[^}]*\}|[^\s{};"'#]|(?<=\S)#)+/g

/**
 * Parses an nginx configuration into directives with line numbers, which the parsers on npm drop. Undefined if the text is
 * not an nginx configuration.
 */
export function readNginx(file: string, text: string): Directive[] | undefined {
  const tokens = tokensOf(text)
  const [directives, end] = readBlock(file, tokens, 0)
  return end === tokens.length ? directives : undefined
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    for (; at < match.index; at++) if (text[at] === '\n') line++
    const [whole, double, single] = match
    const quoted = double ?? single
    if (!whole.startsWith('#')) tokens.push({ text: quoted ?? whole, isQuoted: quoted !== undefined, line })
  }
  return tokens
}

const isSign = (token: Token | undefined, sign: string): boolean => token?.text === sign && !token.isQuoted

function readBlock(file: string, tokens: readonly Token[], start: number): [Directive[], end: number] {
  const directives: Directive[] = []
  let at = start
  while (at < tokens.length && !isSign(tokens[at], '}')) {
    const [directive, end] = readDirective(file, tokens, at)
    if (!directive) return [directives, at]
    directives.push(directive)
    at = end
  }
  return [directives, at]
}

function readDirective(
  file: string,
  tokens: readonly Token[],
  start: number,
): [Directive | undefined, end: number] {
  let end = start
  while (end < tokens.length && !['{', '}', ';'].some(sign => isSign(tokens[end], sign))) end++
  const [name, ...args] = tokens.slice(start, end).map(token => token.text)
  const at = { file, line: tokens[start]?.line ?? 1 }
  if (name === undefined || isSign(tokens[end], '}') || end >= tokens.length) return [undefined, start]
  if (isSign(tokens[end], ';')) return [{ name, args, at }, end + 1]
  const [block, close] = readBlock(file, tokens, end + 1)
  return isSign(tokens[close], '}') ? [{ name, args, block, at }, close + 1] : [undefined, start]
}

/** Directives with all nested directives. */
export function withInner(directives: readonly Directive[]): Directive[] {
  return directives.flatMap(directive => [directive, ...withInner(directive.block ?? [])])
}
