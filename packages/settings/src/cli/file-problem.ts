import type { Problem } from '../problem.ts'

export interface FileProblem extends Problem {
  /** Relative to the repository. */
  file: string
}
