import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { unknownRepository } from '../plan/references.ts'
import { output, type Step } from '../steps/step.ts'
import type { BuiltinAction, BuiltinInputs } from './builtin-actions.ts'
import { git, isRepository, queryGit } from './git.ts'

/** actions/checkout: the commit of the run, or another ref or repository, into the workspace. */
export const checkout: BuiltinAction = async (step, input) => {
  const { workspace } = step.job.folders
  const target = resolve(workspace, input('path'))
  if (relative(workspace, target).startsWith('..'))
    throw new UserError(`Repository path '${target}' is not under '${workspace}'`)
  const { directory, own } = repositoryOf(step, input('repository'))
  mkdirSync(target, { recursive: true })
  if (input('clean') !== 'false') empty(target)
  const wanted = input('ref')
  const sha = await commitOf(step, directory, wanted, own)
  if (!sha) return copyTree(step, directory, target, wanted)
  await clone(directory, target, sha, input)
  const branch = await branchOf(step, directory, wanted, own)
  await (branch
    ? git(target, 'checkout', '-q', '--force', '-B', branch, sha)
    : git(target, 'checkout', '-q', '--force', '--detach', sha))
  output(step, `HEAD is now at ${await git(target, 'log', '-1', '--format=%h %s')}`)
  Object.assign(step.outputs, {
    commit: sha,
    ref: wanted || (step.job.contexts.github as { ref: string }).ref,
  })
}

function repositoryOf(step: Step, name: string): { directory: string; own: boolean } {
  const { checkout: caller, repositories } = step.job.frame.run
  if (name === '' || name.toLowerCase() === caller.repository.toLowerCase())
    return { directory: caller.directory, own: true }
  const directory = repositories.get(name.toLowerCase())
  if (!directory) throw new UserError(unknownRepository(name, repositories))
  return { directory, own: false }
}

/** Undefined for a folder without git history, which is then copied unchanged. */
async function commitOf(
  step: Step,
  directory: string,
  wanted: string,
  own: boolean,
): Promise<string | undefined> {
  if (!(await isRepository(directory))) return undefined
  if (!(await queryGit(directory, 'rev-parse', '--verify', '-q', 'HEAD^{commit}'))) return undefined
  const names = wanted
    ? [`refs/heads/${wanted}`, `refs/tags/${wanted}`, wanted, `refs/remotes/origin/${wanted}`]
    : [own ? step.job.frame.run.checkout.sha : 'HEAD']
  for (const name of names) {
    const sha = await queryGit(directory, 'rev-parse', '--verify', '-q', `${name}^{commit}`)
    if (sha) return sha
  }
  throw new UserError(`actions/checkout: a branch, tag or commit '${wanted || names[0]}' could not be found`)
}

/** The local branch to check out if the ref is a branch; otherwise HEAD is detached, like on GitHub. */
async function branchOf(
  step: Step,
  directory: string,
  wanted: string,
  own: boolean,
): Promise<string | undefined> {
  const { ref } = step.job.contexts.github as { ref: string }
  const name = wanted === '' && own ? ref : wanted
  if (name.startsWith('refs/heads/')) return name.slice('refs/heads/'.length)
  if (name === '' || !(await queryGit(directory, 'rev-parse', '--verify', '-q', `refs/heads/${name}`)))
    return undefined
  return name
}

async function clone(directory: string, target: string, sha: string, input: BuiltinInputs): Promise<void> {
  const depth = Number(input('fetch-depth') || '1')
  await git(target, 'init', '-q')
  await git(target, 'remote', 'remove', 'origin').catch(() => {})
  await git(target, 'remote', 'add', 'origin', `file://${directory}`)
  const anyCommit = ['--upload-pack', 'git -c uploadpack.allowAnySHA1InWant=true upload-pack']
  const tags = input('fetch-tags') === 'true' ? ['--tags'] : ['--no-tags']
  if (depth > 0) await git(target, 'fetch', '-q', ...tags, `--depth=${depth}`, ...anyCommit, 'origin', sha)
  else
    await git(
      target,
      'fetch',
      '-q',
      ...anyCommit,
      'origin',
      '+refs/heads/*:refs/remotes/origin/*',
      '+refs/tags/*:refs/tags/*',
      sha,
    )
}

function copyTree(step: Step, directory: string, target: string, wanted: string): void {
  if (wanted)
    throw new UserError(
      `actions/checkout: ref '${wanted}' does not exist, since '${basename(directory)}' has no git history`,
    )
  cpSync(directory, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: source => basename(source) !== '.git',
  })
  output(step, `${basename(directory)} has no git history: its files were copied`)
}

function empty(folder: string): void {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true, force: true })
}
