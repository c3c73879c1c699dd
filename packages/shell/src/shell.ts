/** Runs programs locally. Arguments are never joined into a shell command line. */
export interface Shell {
  run(file: string, args: readonly string[], options?: RunOptions): Promise<ShellOutput>
}

export interface RunOptions {
  /** Working directory. Default: the workspace. */
  cwd?: string
  /** The complete environment of the program. Default: `PATH`, `HOME` and the like, without inputs and secrets. */
  env?: Record<string, string>
  /** stdin of the program. */
  input?: string
  /** Called for every line of output. Default: output is only collected. */
  onLine?: (line: string) => void
  /** Return instead of throwing when the exit code is not 0. Default: false. */
  allowFailure?: boolean
  /** Terminates the program when aborted, and throws the abort reason. */
  cancelled?: AbortSignal
}

export interface ShellOutput {
  /** 137 for a program that was killed. */
  code: number
  stdout: string
  stderr: string
}
