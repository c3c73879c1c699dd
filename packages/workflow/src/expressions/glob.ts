import { readdirSync, statSync } from 'node:fs'
import { isAbsolute, join, normalize, resolve } from 'node:path'

/**
 * Files that a list of patterns selects under a root: `*`, `?`, `[…]`, `**`, `!` to exclude, `#` for comments;
 * a pattern that matches a folder selects all in it. These are the rules of @actions/glob.
 */
export function globFiles(
  patterns: string[],
  root: string,
  options: { hidden?: boolean; followLinks?: boolean } = {},
): string[] {
  const rules = patterns
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => ruleOf(line, root))
  if (!rules.some(rule => !rule.negated)) return []
  const tops = new Set(rules.filter(rule => !rule.negated).map(rule => rule.top))
  const found = new Set<string>()
  for (const top of tops) for (const file of walk(top, options)) if (selected(file, rules)) found.add(file)
  return [...found].sort()
}

interface Rule {
  negated: boolean
  top: string
  expression: RegExp
}

function ruleOf(line: string, root: string): Rule {
  const negated = line.startsWith('!')
  const pattern = negated ? line.slice(1).trim() : line
  const full = normalize(isAbsolute(pattern) ? pattern : join(root, pattern)).replace(/(.)\/$/, '$1')
  const segments = full.split('/')
  const wild = segments.findIndex(segment => /[*?[]/.test(segment))
  return {
    negated,
    top: wild < 0 ? full : resolve('/', ...segments.slice(0, wild)),
    expression: expressionOf(segments),
  }
}

function expressionOf(segments: string[]): RegExp {
  const body = segments
    .map(segment => (segment === '**' ? '(?:[^/]+/)*' : `${segmentExpression(segment)}/`))
    .join('')
  // The trailing part makes a matched folder stand for everything below it.
  return new RegExp(`^${body}(?:.*/)?$`)
}

function segmentExpression(segment: string): string {
  return segment.replace(/\[[^\]]+\]|[\s\S]/g, part => {
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (part.length > 1) return part.replace(/^\[!/, '[^')
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
}

function selected(file: string, rules: Rule[]): boolean {
  let chosen = false
  for (const rule of rules) if (rule.expression.test(`${file}/`)) chosen = !rule.negated
  return chosen
}

function* walk(path: string, options: { hidden?: boolean; followLinks?: boolean }): Generator<string> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return
  if (!stats.isDirectory()) return yield path
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (options.hidden === false && entry.name.startsWith('.')) continue
    const child = join(path, entry.name)
    if (
      entry.isSymbolicLink() &&
      !options.followLinks &&
      statSync(child, { throwIfNoEntry: false })?.isDirectory()
    )
      continue
    yield* walk(child, options)
  }
}
