import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { commit, FIXTURES, startHistory } from './repositories.ts'

/** The text of a repository's files by path. */
export type Files = Record<string, string>

/**
 * The bookshop of the fixtures with changed files, as a git repository with two commits.
 * @param change in both commits
 * @param second change of the second commit, which is deployed; default: a comment
 * @param later files that the first commit does not have yet
 */
export function makeBookshop(
  folder: string,
  change: (files: Files) => Files,
  second = ({ 'server.py': text }: Files): Files => ({ 'server.py': `# Second edition\n${text}` }),
  later: readonly string[] = [],
): string {
  const files = filesOf(join(FIXTURES, 'bookshop'))
  const changed = { ...files, ...change(files) }
  const directory = join(folder, 'bookshop')
  write(directory, Object.fromEntries(Object.entries(changed).filter(([name]) => !later.includes(name))))
  startHistory(directory, 'main')
  write(directory, second(changed))
  commit(directory, 'Second edition')
  return directory
}

const filesOf = (folder: string): Files =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [relative(folder, file), readFileSync(file, 'utf8')]),
  )

function write(directory: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
}
