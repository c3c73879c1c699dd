/** Whether a version satisfies a `*-version` input: `3`, `3.11`, `3.11.x`, `^3.9`, `>=3.9`, `lts/*`, several. */
export function meets(version: string, wanted: string): boolean {
  const text = wanted.trim().replace(/^v/, '')
  if (['', 'latest', 'current', 'node', 'lts/*', 'x', '*'].includes(text)) return true
  if (text.includes('||')) return text.split('||').some(part => meets(version, part))
  if (/\s/.test(text)) return text.split(/\s+/).every(part => meets(version, part))
  const [, operator = '', base = ''] = /^(\^|~|>=|>|<=|<|=)?\s*v?(.*)$/.exec(text) ?? []
  const have = numbers(version)
  const want = numbers(base)
  const order = compare(have, want)
  if (operator === '>=') return order >= 0
  if (operator === '>') return order > 0
  if (operator === '<=') return order <= 0
  if (operator === '<') return order < 0
  const fixed = operator === '^' ? 1 : operator === '~' ? 2 : want.length
  return (
    want.slice(0, fixed).every((part, index) => have[index] === part) &&
    (operator === '' || operator === '=' || order >= 0)
  )
}

function numbers(version: string): number[] {
  return version.split('.').map(Number).filter(Number.isInteger)
}

function compare(left: number[], right: number[]): number {
  const index = right.findIndex((part, at) => left[at] !== part)
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0)
}
