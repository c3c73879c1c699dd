import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { shell } from '@tsh/shell'
import { adopt } from './adopt.ts'
import { readArguments, usage } from './arguments.ts'
import { keepExisting } from './keep-existing.ts'
import { readRepository } from './read-repository.ts'
import { report } from './report.ts'
import { unifiedDiff } from './unified-diff.ts'
import { resultLines, writeFiles } from './write-files.ts'

async function main(args: readonly string[]): Promise<void> {
  const { folder, write, help } = readArguments(args)
  if (help) return console.log(usage)
  const derived = adopt(await readRepository(shell, folder))
  const existing = await existingTexts(
    folder,
    derived.files.map(({ path }) => path),
  )
  const adoption = keepExisting(derived, existing)
  const files = adoption.files.map(({ path, text }) => ({ path, before: existing.get(path), after: text }))
  const result = write ? await writeFiles(folder, files) : undefined
  const parts = [await unifiedDiff(shell, files), report(adoption), resultLines(folder, files, result)]
  console.log(parts.filter(part => part !== '').join('\n\n'))
}

/** The files that exist, tracked or not, by path. */
async function existingTexts(folder: string, paths: readonly string[]): Promise<Map<string, string>> {
  const texts = await Promise.all(
    paths.map(async path => [path, await existingText(join(folder, path))] as const),
  )
  return new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])))
}

async function existingText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new UserError(`${path} cannot be read (${code})`, { cause: error })
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UserError ? `✗ ${error.message}` : error)
  process.exitCode = 1
}
