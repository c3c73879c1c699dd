import type { RepositoryFiles } from '@tsh/standard/reading'

/** What is known of a git repository. */
export interface GitRepository {
  /** The files that git tracks. */
  files: RepositoryFiles
  /** Name at its remote, else of its folder. */
  name: string
  /** Owner at its remote. */
  owner?: string
  defaultBranch: string
  /** Local and remote branches, without the name of the remote. */
  branches: readonly string[]
}

/** Something that could not be determined, or that must be verified. */
export interface Unknown {
  /** The setting, such as `environments.production.server`. */
  key: string
  why: string
  /** How to find the value. */
  find: string
}
