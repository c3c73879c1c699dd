import { data, wellKnownFunctions } from '@actions/expressions'
import type { ExpressionFunction } from './evaluate.ts'
import { toJsonFunction } from './to-json.ts'

/** actions/runner, PipelineTemplateEvaluator.cs, MaxResultSize, and MemoryCounter.cs: a string takes two bytes per character. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024

/** The functions that create strings of any size, with GitHub's limit. */
export const limitedFunctions: ExpressionFunction[] = [
  toJsonFunction,
  ...['format', 'join'].flatMap(name => (wellKnownFunctions[name] as ExpressionFunction) ?? []),
].map(definition => ({
  ...definition,
  call: (...args) => {
    const result = definition.call(...args)
    if (result instanceof data.StringData && result.value.length * 2 > MAX_TEXT_BYTES)
      throw new Error(`The maximum allowed memory size was exceeded (${definition.name}, 10 MiB)`)
    return result
  },
}))
