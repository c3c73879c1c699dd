import { createReadStream } from 'node:fs'
import { glob, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { type Coverage, combineCoverage, parseCoverage } from './coverage.ts'
import { JunitReader } from './junit.ts'
import { combineReports, type TestReport } from './test-report.ts'
import { xmlParser } from './xml.ts'

/** Where reports are and since when they count. */
export interface ReportPlace {
  /** Absolute folder that the pattern is relative to. */
  folder: string
  /** Path or pattern, such as `reports/*.xml`. */
  pattern: string
  startedAt: Date
}

/** Coverage reports are read as a whole. */
const MAX_COVERAGE_BYTES = 64 * 1024 * 1024

/**
 * The tests of all reports that a command has written.
 * @throws UserError when there is none, one is older than the command, or one cannot be read as a whole
 */
export async function readTestReports(place: ReportPlace): Promise<TestReport & { replaced: number }> {
  const reports: TestReport[] = []
  let replaced = 0
  for (const file of await freshFiles(place)) {
    const reader = new JunitReader()
    const parser = xmlParser(reader)
    await reading(place, file, async () => {
      for await (const part of createReadStream(file, 'utf8')) parser.write(part as string)
      replaced += parser.end()
    })
    reports.push(reader.result())
  }
  return { ...combineReports(reports), replaced }
}

/** The coverage of all reports that a command has written. @throws UserError as {@link readTestReports} does */
export async function readCoverage(place: ReportPlace): Promise<Coverage> {
  const all: Coverage[] = []
  for (const file of await freshFiles(place))
    await reading(place, file, async () => {
      const { size } = await stat(file)
      if (size > MAX_COVERAGE_BYTES)
        throw new Error(`has ${size} bytes, at most ${MAX_COVERAGE_BYTES} are read`)
      all.push(parseCoverage(await readFile(file, 'utf8')))
    })
  return combineCoverage(all)
}

async function freshFiles({ folder, pattern, startedAt }: ReportPlace): Promise<string[]> {
  const files: string[] = []
  for await (const entry of glob(pattern, { cwd: folder })) files.push(resolve(folder, entry))
  if (files.length === 0)
    throw new UserError(`wrote no report: nothing matches ${pattern} in ${shown(folder)}`)
  // Some file systems keep whole seconds.
  const oldest = Math.floor(startedAt.getTime() / 1000) * 1000
  for (const file of files.sort()) {
    const { mtime } = await stat(file)
    if (mtime.getTime() < oldest)
      throw new UserError(
        `did not write ${shown(file)}, which is from ${mtime.toISOString()}. Remove old reports, or set the path that it writes`,
      )
  }
  return files
}

async function reading(place: ReportPlace, file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new UserError(
      `wrote a report that cannot be read: ${relative(place.folder, file)} ${(error as Error).message}`,
      {
        cause: error,
      },
    )
  }
}

const shown = (path: string): string => relative(process.cwd(), join(path)) || '.'
