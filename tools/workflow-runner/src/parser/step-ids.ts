import { childOf, itemsOf, type Token, textOf } from './tokens.ts'

/** Ids that differ only in case: GitHub compares case-insensitively (actions/runner, IdBuilder.cs), the library exactly. */
export function stepIdProblems(steps: Token | undefined): { token: Token; message: string }[] {
  const seen = new Map<string, string>()
  return itemsOf(steps).flatMap(step => {
    const token = childOf(step, 'id')
    const id = textOf(token)
    if (!token || !id) return []
    const earlier = seen.get(id.toLowerCase())
    seen.set(id.toLowerCase(), earlier ?? id)
    if (earlier === undefined || earlier === id) return []
    return [
      { token, message: `The identifier '${id}' may not be used more than once within the same scope.` },
    ]
  })
}
