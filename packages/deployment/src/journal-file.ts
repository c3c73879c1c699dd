import { redact } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from './application.ts'
import { readFile } from './files.ts'
import { isDamaged, type JournalEvent, parseJournal } from './journal.ts'

const path = (application: Application): string => absolute(application, '.deploy/releases.jsonl')

/** The journal of the server; empty before the first deployment. */
export async function readJournal(remote: Remote, application: Application): Promise<JournalEvent[]> {
  return parseJournal((await readFile(remote, path(application))) ?? '')
}

/** Whether somebody or something else has written into the journal, so that it may tell less than there was. */
export async function isJournalDamaged(remote: Remote, application: Application): Promise<boolean> {
  return isDamaged((await readFile(remote, path(application))) ?? '')
}

/** Appends one line, on disk before this returns. It starts on a new line, whatever a full disk has left of the last. */
export async function appendEvent(
  remote: Remote,
  application: Application,
  event: Omit<JournalEvent, 'at'>,
): Promise<void> {
  const line = redact(JSON.stringify({ at: new Date().toISOString(), ...event }))
  const script = 'umask 077; mkdir -p "$1"; cat >> "$2"; sync "$2"'
  const words = [
    'sh',
    '-euc',
    script,
    'write the journal',
    absolute(application, '.deploy'),
    path(application),
  ]
  await remote.run(words, { input: `\n${line}\n` })
}
