import { APPLICATION_SETTINGS, formOf } from '@tsh/settings'
import type { JournalEvent } from './journal-event.ts'
import { RELEASE_STATES } from './release-state.ts'

type Check = (value: unknown) => boolean

const text: Check = value => typeof value === 'string'
const matching =
  (form: RegExp): Check =>
  value =>
    typeof value === 'string' && form.test(value)
const listOf =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check)
const oneOf =
  (values: readonly unknown[]): Check =>
  value =>
    values.includes(value)

/** Whether a value is an object whose known fields are valid; fields are optional unless required. */
const record =
  (fields: Record<string, Check>, required: readonly string[] = []): Check =>
  value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const given = value as Record<string, unknown>
    return (
      required.every(name => given[name] !== undefined) &&
      Object.entries(fields).every(([name, check]) => given[name] === undefined || check(given[name]))
    )
  }

/** Cannot be interpreted as a command option or escape a folder. */
const IMAGE_NAME = matching(/^([A-Za-z0-9][A-Za-z0-9._/:@-]*)?$/)
const VERSION = {
  version: matching(/^([A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$/),
  sha: matching(/^[0-9a-f]{0,40}$/),
  slot: matching(/^([A-Za-z0-9][A-Za-z0-9-]*)?$/),
}
const CONTAINER = matching(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/)
const RELEASE = matching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,255}$/)

const number: Check = value => typeof value === 'number' && Number.isFinite(value)

const EVIDENCE = {
  branch: text,
  hostKey: text,
  env: record({ file: text, mode: text, keys: number, missing: listOf(text), environment: text }, [
    ...['file', 'mode', 'keys', 'missing'],
  ]),
  backupProof: record({ id: text, size: number, rows: number, level: number, finished: text }, [
    ...['id', 'size', 'rows', 'level', 'finished'],
  ]),
  rollback: text,
  sentBytes: number,
  health: listOf(record({ service: text, state: text, seconds: number }, ['service', 'state'])),
  traffic: record({ from: text, to: text, milliseconds: number, probes: number, lost: number }, [
    ...['from', 'to', 'milliseconds', 'probes', 'lost'],
  ]),
}

const FACTS = record({
  ...VERSION,
  services: listOf(matching(/^[A-Za-z0-9._][A-Za-z0-9._-]*$/)),
  previous: record(VERSION),
  images: listOf(
    record({ image: IMAGE_NAME, reference: IMAGE_NAME, id: IMAGE_NAME, sizeBytes: number }, [
      ...['image', 'reference'],
    ]),
  ),
  composeFiles: listOf(matching(formOf(APPLICATION_SETTINGS['compose-file'].items).pattern)),
  migrates: value => typeof value === 'boolean',
  revisionBefore: text,
  revisionAfter: text,
  revisionProblem: text,
  migrations: listOf(text),
  schemaDatabases: listOf(record({ container: CONTAINER, database: text }, ['container', 'database'])),
  backup: text,
  withoutBackup: text,
  withoutMigrations: text,
  withoutTests: text,
  rollbackOf: RELEASE,
  run: text,
  actor: text,
  ...EVIDENCE,
})

const EVENT = record(
  { at: text, release: RELEASE, state: oneOf(RELEASE_STATES), facts: FACTS, reason: text },
  ['release', 'state'],
)

/** Whether a line is a valid journal event: its fields become parts of commands and file names. */
export const isEvent = (value: unknown): value is JournalEvent => EVENT(value)
