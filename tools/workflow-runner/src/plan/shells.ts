import { childOf, entriesOf, lineOf, type Token, textOf } from '../parser/tokens.ts'

const BUILT_IN = ['bash', 'sh', 'python', 'pwsh']

/** `cmd` and `powershell` exist only on Windows; every other program is searched on the machine. */
export function shellProblem(shell: string): string | undefined {
  return shell === 'cmd' || shell === 'powershell'
    ? `shell: '${shell}' is not supported; it exists on Windows runners only`
    : undefined
}

/** A shell that is neither built in nor a command line with a placeholder for the script. */
export function shellFormatProblem(shell: string): string | undefined {
  const [program = '', ...rest] = shell.split(' ')
  const known = BUILT_IN.includes(program) && rest.join(' ').trim() === ''
  return known || rest.join(' ').includes('{0}')
    ? undefined
    : `Invalid shell option '${shell}'. Shell must be a valid built-in (${BUILT_IN.join(', ')}) or a format string containing '{0}'`
}

/** `defaults.run.shell` of a workflow and its jobs: no step could run, so it is rejected before the first one. */
export function defaultShellProblems(root: Token): { line: number; message: string }[] {
  const owners = [root, ...entriesOf(childOf(root, 'jobs')).map(({ value }) => value)]
  return owners.flatMap(owner => {
    const token = childOf(childOf(childOf(owner, 'defaults'), 'run'), 'shell')
    const shell = textOf(token)
    const problem = shell && (shellProblem(shell) ?? shellFormatProblem(shell))
    return problem ? [{ line: lineOf(token), message: `defaults.run, ${problem}` }] : []
  })
}
