import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Texts } from './inline-repository.ts'

/** A git repository in a folder for temporary files. */
export interface GitCopy {
  folder: string
  git(...args: string[]): void
  remove(): void
}

/** A repository on the branch main with one commit. @param fill writes its files */
function gitCopy(fill: (folder: string) => void): GitCopy {
  const folder = mkdtempSync(join(tmpdir(), 'adopt-test-'))
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  const git = (...args: string[]): void => {
    execFileSync('git', ['-C', folder, ...identity, ...args], { env, stdio: 'ignore' })
  }
  fill(folder)
  git('init', '--quiet', '-b', 'main')
  git('add', '--all')
  git('commit', '--quiet', '--allow-empty', '-m', 'commit')
  return { folder, git, remove: () => rmSync(folder, { recursive: true }) }
}

/** A copy of a sample without `.github`. */
export const copyOf = (sample: string): GitCopy =>
  gitCopy(folder => {
    cpSync(sample, folder, { recursive: true })
    rmSync(join(folder, '.github'), { recursive: true })
  })

export const repositoryWith = (texts: Texts): GitCopy =>
  gitCopy(folder => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  })
