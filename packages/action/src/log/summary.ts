import { summary } from '@actions/core'
import { redact } from './secrets.ts'

/**
 * Text from outside as plain Markdown text: it cannot open a table cell, link, image or code fence. An address in it, also
 * that of an e-mail, is no link either, since an empty comment divides it. Its secrets are removed before they look different.
 */
export function escapeMarkdown(text: string): string {
  return redact(text)
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|<>&~@$-]/g, character => `&#${character.charCodeAt(0)};`)
    .replaceAll('://', ':<!-- -->//')
    .replaceAll('&#64;', '&#64;<!-- -->')
    .replace(/\bwww\./gi, name => `${name.slice(0, -1)}<!-- -->.`)
}

/** Text from outside as a code span, for names that are copied: it cannot end the span or the cell of a table. */
export const inlineCode = (text: string): string => `\`${redact(text).replace(/[\r\n`|]+/g, ' ')}\``

/** A Markdown table; the cells are given as finished Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Half of what GitHub takes from a step (1 MiB); above that it would drop the whole summary. */
const LONGEST_SUMMARY = 512 * 1024

/** Appends Markdown to the job summary, where there is one. */
export async function writeSummary(markdown: string): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return
  const clean = redact(markdown)
  const text =
    clean.length > LONGEST_SUMMARY ? `${clean.slice(0, LONGEST_SUMMARY)}\n\n… cut here\n` : `${clean}\n`
  await summary.addRaw(text, true).write()
}
