/** Runs programs on this machine. Arguments are never joined to a shell line. */
export interface Shell {
  run(file: string, args: readonly string[], options?: RunOptions): Promise<ShellOutput>
}

export interface RunOptions {
  /** Working folder; default: the workspace. */
  cwd?: string
  /** The whole environment of the program; default: `PATH`, `HOME` and the like, without inputs and secrets. */
  env?: Record<string, string>
  /** What the program reads from its standard input. */
  input?: string
  /** Called for every line of output; default: it is only collected. */
  onLine?: (line: string) => void
  /** Return instead of throwing when the exit code is not 0. Default: false. */
  allowFailure?: boolean
  /** Ends the program when it aborts, and throws its reason. */
  cancelled?: AbortSignal
}

export interface ShellOutput {
  /** 137 for a program that was killed. */
  code: number
  stdout: string
  stderr: string
}
