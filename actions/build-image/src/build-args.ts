/** The input `build-args`: values of build arguments and of other variables that a build reads, by name. */
export type BuildArgs = ReadonlyMap<string, string>

/** A build with values in place of its arguments of the same names. Arguments are a list or a mapping. */
export function withArguments(
  build: Readonly<Record<string, unknown>>,
  buildArgs: BuildArgs,
): Readonly<Record<string, unknown>> {
  const { args } = build
  if (args === undefined || args === null) return build
  if (Array.isArray(args)) return { ...build, args: args.map(line => withValue(String(line), buildArgs)) }
  const entries = Object.entries(args).map(([name, value]) => {
    const replacement = buildArgs.get(name)
    return [name, replacement === undefined ? value : escaped(replacement)]
  })
  return { ...build, args: Object.fromEntries(entries) }
}

function withValue(line: string, buildArgs: BuildArgs): string {
  const name = nameIn(line)
  const value = buildArgs.get(name)
  return value === undefined ? line : `${name}=${escaped(value)}`
}

const nameIn = (line: string): string => line.replace(/=.*$/s, '')

/** Warnings about values that no build uses. @param read the variables that the builds read */
export function unusedArguments(
  buildArgs: BuildArgs,
  builds: readonly Readonly<Record<string, unknown>>[],
  read: readonly string[],
  path: string,
): string[] {
  const used = new Set([...read, ...builds.flatMap(argumentNames)])
  return [...buildArgs.keys()]
    .filter(name => !used.has(name))
    .map(
      name =>
        `"build-args" sets ${name}, which no build of ${path} uses. Add it to the "args" of a service, or remove it`,
    )
}

const argumentNames = ({ args }: Readonly<Record<string, unknown>>): string[] =>
  Array.isArray(args) ? args.map(line => nameIn(String(line))) : Object.keys(args ?? {})

/** A literal text in a compose file. */
export const escaped = (text: string): string => text.replaceAll('$', '$$$$')
