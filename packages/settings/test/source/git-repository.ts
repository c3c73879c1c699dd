import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface GitRepository {
  folder: string
  git(...args: string[]): string
  write(path: string, text: string): void
  link(path: string, target: string): void
  /** Commits everything. @returns the commit */
  commit(): string
  remove(): void
}

/** A git repository in a folder for temporary files. */
export function gitRepository(): GitRepository {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8', env }).trim()
  git('init', '--quiet')
  const inFolder = (path: string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    return join(folder, path)
  }
  return {
    folder,
    git,
    write: (path, text) => writeFileSync(inFolder(path), text),
    link: (path, target) => symlinkSync(target, inFolder(path)),
    commit() {
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '-m', 'commit')
      return git('rev-parse', 'HEAD')
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
