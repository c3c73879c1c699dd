import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

// The repositories of a run may belong to other users, and git must not prompt or read the user's configuration.
const settings = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: '*',
  GIT_CONFIG_KEY_1: 'advice.detachedHead',
  GIT_CONFIG_VALUE_1: 'false',
}

/** Runs git. @returns its output without the final newline */
export async function git(directory: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout.trim()
}

/** The output of git, or undefined if it fails. */
export async function queryGit(directory: string, ...args: string[]): Promise<string | undefined> {
  return git(directory, ...args).catch(() => undefined)
}

/** Whether a folder is the root of a repository, including a bare one, not a folder inside one. */
export async function isRepository(directory: string): Promise<boolean> {
  if ((await queryGit(directory, 'rev-parse', '--git-dir')) === '.') return true
  return (await queryGit(directory, 'rev-parse', '--show-cdup')) === ''
}
