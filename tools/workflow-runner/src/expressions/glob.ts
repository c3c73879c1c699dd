import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, normalize, resolve } from 'node:path'

/**
 * Files that a list of patterns selects under a root: `*`, `?`, `[…]`, `**`, `!` to exclude, `#` for comments;
 * a pattern that matches a folder selects all in it. The files come in the order of the patterns, then depth first,
 * folder by folder. These are the rules of @actions/glob (actions/toolkit, internal-globber.ts).
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
  const files = searchPaths(rules).flatMap(top => [...walk(top, options)])
  return [...new Set(files)].filter(file => selected(file, rules))
}

/** The search roots, in the order of the patterns, without those below another one (internal-pattern-helper.ts). */
function searchPaths(rules: Rule[]): string[] {
  const tops = [...new Set(rules.filter(rule => !rule.negated).map(rule => rule.top))]
  return tops.filter(top => !ancestorsOf(top).some(folder => tops.includes(folder)))
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [] : [parent, ...ancestorsOf(parent)]
}

interface Rule {
  negated: boolean
  top: string
  expression: RegExp
}

function ruleOf(line: string, root: string): Rule {
  const marks = /^(?:!\s*)*/.exec(line)?.[0] ?? ''
  const negated = marks.replaceAll(/\s/g, '').length % 2 === 1
  const pattern = line.slice(marks.length)
  const parts = pattern.split('/')
  if (parts.some((part, index) => part === '..' || (part === '.' && index > 0)))
    throw new Error(`Invalid pattern '${pattern}'. Relative pathing '.' and '..' is not allowed.`)
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
  // The trailing part makes a matched folder select everything below it.
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

function* walk(
  path: string,
  options: { hidden?: boolean; followLinks?: boolean },
  chain: string[] = [],
): Generator<string> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats || (options.hidden === false && basename(path).startsWith('.'))) return
  if (!stats.isDirectory()) return yield path
  const real = realpathSync(path)
  if (chain.includes(real)) return
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name)
    if (entry.isSymbolicLink() && !options.followLinks && isFolder(child)) continue
    yield* walk(child, options, [...chain, real])
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
