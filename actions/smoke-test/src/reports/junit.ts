import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { redact } from '@tsh/action'
import { nameOf } from '../checks/expectation.ts'
import { failure, type Result } from './result.ts'

/** Results of one URL. */
export interface Suite {
  url: string
  results: readonly Result[]
}

/** The results in the format of test reporters. */
export function junit(suites: readonly Suite[]): string {
  const body = suites.map(({ url, results }) => {
    const failures = results.filter(({ passed }) => !passed).length
    const counts = `tests="${results.length}" failures="${failures}" errors="0" skipped="0"`
    const time = seconds(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
    const cases = results.map(testCase).join('')
    return `  <testsuite name="${text(`Smoke tests of ${url}`)}" ${counts} time="${time}">\n${cases}  </testsuite>\n`
  })
  return redact(`<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${body.join('')}</testsuites>\n`)
}

function testCase(result: Result): string {
  const open = `    <testcase classname="smoke-test" name="${text(nameOf(result.check))}" time="${seconds(result.milliseconds)}"`
  if (result.passed) return `${open}/>\n`
  return `${open}>\n      <failure message="${text(failure(result))}"/>\n    </testcase>\n`
}

/** Writes a file and creates its folders. */
export async function writeJunit(path: string, suites: readonly Suite[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, junit(suites))
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

/** Text escaped for an XML attribute, without the characters that XML 1.0 cannot represent. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replace(/[^\t\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"'\t]/g, character => `&#${character.charCodeAt(0)};`)
}
