import { summary } from '@actions/core'
import { redact } from './secrets.ts'

/**
 * Escapes untrusted text for Markdown: it cannot open a table cell, link, image or code fence. URLs and e-mail addresses
 * do not become links either, because an empty comment splits them. Secrets are redacted before escaping changes them.
 */
export function escapeMarkdown(text: string): string {
  return redact(text)
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|<>&~@$-]/g, character => `&#${character.charCodeAt(0)};`)
    .replaceAll('://', ':<!-- -->//')
    .replaceAll('&#64;', '&#64;<!-- -->')
    .replace(/\bwww\./gi, name => `${name.slice(0, -1)}<!-- -->.`)
}

/** Untrusted text as a code span, for names to be copied: it cannot end the span or the table cell. */
export const inlineCode = (text: string): string => `\`${redact(text).replace(/[\r\n`|]+/g, ' ')}\``

/** A Markdown table; cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Half of GitHub's limit per step (1 MiB), above which it would drop the whole summary. */
const MAX_SUMMARY_LENGTH = 512 * 1024

/** Appends Markdown to the job summary, if there is one. */
export async function writeSummary(markdown: string): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return
  const clean = redact(markdown)
  const text =
    clean.length > MAX_SUMMARY_LENGTH
      ? `${clean.slice(0, MAX_SUMMARY_LENGTH)}\n\n… truncated\n`
      : `${clean}\n`
  await summary.addRaw(text, true).write()
}
