import { UserError } from '@tsh/action'
import type { VersionInputs } from './inputs.ts'

/** Text of the settings file on the default branch, and its path. */
export interface SettingsText {
  path: string
  text: string
}

const BRANCH = 'refs/heads/'

/** The name of a branch; undefined for a tag or a pull request. */
export const branchOf = (ref: string): string | undefined =>
  ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined

/**
 * The branches that may be deployed to the environment; undefined when all may. The default branch decides, so that a
 * branch cannot allow itself. An environment that it does not define yet is new in the commit of the run; its own list
 * applies unless the default branch has one for all environments.
 * @param onDefaultBranch undefined when the default branch has no settings file
 */
export async function allowedBranches(
  { environment, branches }: Pick<VersionInputs, 'environment' | 'branches'>,
  onDefaultBranch: SettingsText | undefined,
): Promise<readonly string[] | undefined> {
  if (!onDefaultBranch) return branches
  // Loaded on demand: without a settings file no parser is needed.
  const { parseSettings, problemLine, resolveValues } = await import('@tsh/settings/file')
  const parsed = parseSettings(onDefaultBranch.text)
  if ('problems' in parsed)
    throw new UserError(
      parsed.problems.map(problem => `on the default branch: ${problemLine(onDefaultBranch.path, problem)}`),
    )
  const values = resolveValues(parsed.settings, { environment, application: '' })
  const listed = values.find(({ path }) => path === 'branches')?.value as readonly string[] | undefined
  return listed ?? (Object.hasOwn(parsed.settings.environments, environment) ? undefined : branches)
}

/** @throws UserError when the run belongs to another branch, a tag, or a pull request */
export function checkRef(
  { environment, ref }: Pick<VersionInputs, 'environment' | 'ref'>,
  branches: readonly string[] | undefined,
): void {
  if (branches === undefined || branches.includes(branchOf(ref) ?? '')) return
  const tag = ref.startsWith('refs/tags/') ? `tag ${ref.slice('refs/tags/'.length)}` : undefined
  const run = branchOf(ref) ?? tag ?? (ref || 'no branch')
  throw new UserError(
    `a run of ${run} is not allowed to deploy to ${environment}: the setting "branches" on the default branch only allows ${branches.join(', ')}. Start the workflow on one of them`,
  )
}
