import { isDeepStrictEqual } from 'node:util'
import type { DetectedApplication } from '../detect-application.ts'

export type Tree = Record<string, unknown>

/** The settings of an application as the file has them; those that are equal in all environments are at the top. */
export function settingsTree({ name, environments }: DetectedApplication, test: Tree | undefined): Tree {
  const [first] = environments
  const isCommon = (key: string): boolean =>
    environments.every(({ shared }) => isDeepStrictEqual(shared[key], first?.shared[key]))
  const common = Object.entries(first?.shared ?? {}).filter(([key]) => isCommon(key))
  const { smoke, ...application } = Object.fromEntries(common)
  return {
    ...(name === undefined ? {} : { application: name }),
    commits: 'transfer',
    ...application,
    ...(test ? { test } : {}),
    ...(smoke === undefined ? {} : { smoke }),
    environments: Object.fromEntries(
      environments.map(({ environment, own, shared }) => [
        environment.name,
        { ...own, ...Object.fromEntries(Object.entries(shared).filter(([key]) => !isCommon(key))) },
      ]),
    ),
  }
}
