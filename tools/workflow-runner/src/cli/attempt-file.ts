import { UserError } from '@tsh/action'
import type { EarlierAttempt } from '../run/options.ts'
import { readJson } from './read-json.ts'

/** The result of an earlier attempt, as `--json` wrote it. */
export function readAttemptFile(file: string): EarlierAttempt {
  const attempt = readJson('--rerun-failed', file)
  if (isAttempt(attempt)) return attempt
  throw new UserError(`--rerun-failed ${file}: expected what --json wrote for an earlier attempt that ran`)
}

/** A workflow that was refused has no run. */
function isAttempt(value: unknown): value is EarlierAttempt {
  const { conclusion, run, jobs } = (value ?? {}) as Partial<EarlierAttempt>
  return Boolean(conclusion && jobs && run?.id && run.event && run.inputs) && typeof run?.attempt === 'number'
}
