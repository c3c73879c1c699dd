import { redact, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from '../application.ts'
import { isDamaged, parseJournal } from './journal.ts'
import type { JournalEvent } from './journal-event.ts'

export const journalPath = (application: Application): string =>
  absolute(application, '.deploy/releases.jsonl')

/** More releases back than anybody returns to; the newest are at the end. */
export const MAX_JOURNAL_BYTES = 4 * 1024 * 1024

/** The journal of the server; empty before the first deployment. Of a very long one only the end is read. */
export async function readJournal(remote: Remote, application: Application): Promise<JournalEvent[]> {
  return parseJournal(await readEnd(remote, application))
}

async function readEnd(remote: Remote, application: Application): Promise<string> {
  const script = '[ -e "$1" ] || exit 3; tail -c "$2" -- "$1"'
  const file = journalPath(application)
  const command = ['sh', '-c', script, `read ${file}`, file, String(MAX_JOURNAL_BYTES)]
  const { code, stdout, stderr } = await remote.run(command, { allowFailure: true })
  if (code === 3) return ''
  if (code !== 0)
    throw new UserError(`cannot read ${file} on ${remote.name}: ${stderr.trim() || `exit code ${code}`}`)
  return Buffer.byteLength(stdout) < MAX_JOURNAL_BYTES ? stdout : stdout.slice(stdout.indexOf('\n') + 1)
}

/** Whether somebody or something else has written into the journal, so that it may tell less than there was. */
export async function isJournalDamaged(remote: Remote, application: Application): Promise<boolean> {
  return isDamaged(await readEnd(remote, application))
}

/** What someone has written, or a command has printed. Everything else is read again, and stays as it is. */
const FREE_TEXTS = ['reason', 'by', 'withoutBackup', 'withoutMigrations']

const withoutSecrets = (key: string, value: unknown): unknown =>
  FREE_TEXTS.includes(key) && typeof value === 'string' ? redact(value) : value

/** Appends one line, on disk before this returns. It starts on a new line, whatever a full disk has left of the last. */
export async function appendEvent(
  remote: Remote,
  application: Application,
  event: Omit<JournalEvent, 'at'>,
): Promise<void> {
  const line = JSON.stringify({ at: new Date().toISOString(), ...event }, withoutSecrets)
  const script = 'umask 077; mkdir -p "$1"; cat >> "$2"; sync "$2"'
  const words = [
    'sh',
    '-euc',
    script,
    'write the journal',
    absolute(application, '.deploy'),
    journalPath(application),
  ]
  await remote.run(words, { input: `\n${line}\n` })
}
