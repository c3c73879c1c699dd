import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

// The repositories of a run may belong to other users, and git must not ask or read what the user has configured.
const settings = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: '*',
  GIT_CONFIG_KEY_1: 'advice.detachedHead',
  GIT_CONFIG_VALUE_1: 'false',
}

/** Runs git and gives its output without the final newline. */
export async function git(directory: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout.trim()
}

/** The answer of git, or undefined where it has none. */
export async function askGit(directory: string, ...args: string[]): Promise<string | undefined> {
  return git(directory, ...args).catch(() => undefined)
}

/** Whether a folder is the top of a repository, a bare one included; a folder somewhere inside one is not. */
export async function isRepository(directory: string): Promise<boolean> {
  if ((await askGit(directory, 'rev-parse', '--git-dir')) === '.') return true
  return (await askGit(directory, 'rev-parse', '--show-cdup')) === ''
}
