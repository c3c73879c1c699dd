import { repositoryFiles } from '@tsh/standard/reading'
import type { GitRepository } from '../src/git-repository.ts'

/** The files of a repository, by their paths. */
export type Texts = Readonly<Record<string, string>>

export const filesOf = (texts: Texts) => repositoryFiles(new Map(Object.entries(texts)))

/** A repository on the branch main, without a remote. */
export const repositoryOf = (texts: Texts, options: Partial<GitRepository> = {}): GitRepository => ({
  files: filesOf(texts),
  name: 'shop',
  defaultBranch: 'main',
  branches: ['main'],
  ...options,
})
