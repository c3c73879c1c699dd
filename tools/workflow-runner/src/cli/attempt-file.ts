import { UserError } from '@tsh/action'
import type { EarlierAttempt } from '../run/options.ts'
import { readJson } from './read-json.ts'

/** The result of an earlier attempt, as written by `--json`. */
export function readAttemptFile(file: string): EarlierAttempt {
  const attempt = readJson('--rerun-failed', file)
  if (isAttempt(attempt)) return attempt
  throw new UserError(`--rerun-failed ${file}: expected the --json output of an earlier attempt`)
}

/** A rejected workflow has no run. */
function isAttempt(value: unknown): value is EarlierAttempt {
  const { conclusion, run, jobs } = (value ?? {}) as Partial<EarlierAttempt>
  return Boolean(conclusion && jobs && run?.id && run.event && run.inputs) && typeof run?.attempt === 'number'
}
