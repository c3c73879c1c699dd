import { redact, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from '../application.ts'
import { isDamaged, parseJournal } from './journal.ts'
import type { JournalEvent } from './journal-event.ts'

export const journalPath = (application: Application): string =>
  absolute(application, '.deploy/releases.jsonl')

/** Covers more releases than anyone rolls back; the newest are at the end. */
export const MAX_JOURNAL_BYTES = 4 * 1024 * 1024

/** The journal of the server; empty before the first deployment. Only the end of a very long journal is read. */
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

/** Whether something else has written to the journal, so that it may be incomplete. */
export async function isJournalDamaged(remote: Remote, application: Application): Promise<boolean> {
  return isDamaged(await readEnd(remote, application))
}

/** Fields with text from users or command output, which are redacted. All others are read back and stay unchanged. */
const FREE_TEXTS = ['reason', 'by', 'withoutBackup', 'withoutMigrations', 'withoutTests']

const withoutSecrets = (key: string, value: unknown): unknown =>
  FREE_TEXTS.includes(key) && typeof value === 'string' ? redact(value) : value

/** Appends and syncs one line. It starts on a new line, even if a full disk has truncated the last one. */
export async function appendEvent(
  remote: Remote,
  application: Application,
  event: Omit<JournalEvent, 'at'>,
): Promise<void> {
  const line = JSON.stringify({ at: new Date().toISOString(), ...event }, withoutSecrets)
  const script = 'umask 077; mkdir -p "$1"; cat >> "$2"; sync "$2"'
  const command = [
    'sh',
    '-euc',
    script,
    'write the journal',
    absolute(application, '.deploy'),
    journalPath(application),
  ]
  await remote.run(command, { input: `\n${line}\n` })
}
