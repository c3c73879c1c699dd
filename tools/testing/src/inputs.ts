/** Runs a function with inputs in the environment, as passed by the runner: upper case, hyphens kept. */
export function withInputs<T>(inputs: Record<string, string>, work: () => T): T {
  const saved = process.env
  process.env = {
    ...saved,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  }
  const restore = (): void => {
    process.env = saved
  }
  let result: T
  try {
    result = work()
  } catch (error) {
    restore()
    throw error
  }
  if (!(result instanceof Promise)) {
    restore()
    return result
  }
  return result.finally(restore) as T
}
