import { maskSecret, UserError } from '@tsh/action'
import type { SmokeInputs } from '../inputs.ts'
import { parseCheckLines } from './check-lines.ts'
import { type Check, loginCheck, nameOf, standardChecks } from './expectation.ts'
import { secretsIn } from './secrets-in.ts'

/**
 * All checks: the standard ones, the login, and those from the input `checks` (lines or a YAML list).
 * @throws UserError with every invalid line of the input
 */
export async function readChecks(
  inputs: Pick<SmokeInputs, 'skipStandardChecks' | 'loginPath' | 'checks' | 'version'>,
): Promise<Check[]> {
  const { checks: added, problems } = await parse(inputs.checks)
  const unversioned = inputs.version === '' ? added.filter(({ version }) => version) : []
  problems.push(
    ...unversioned.map(check => `input "version" is empty, but ${nameOf(check)} has "expect-version"`),
  )
  if (problems.length > 0) throw new UserError(problems)
  for (const secret of added.flatMap(secretsIn)) maskSecret(secret, 'input "checks"')
  return [
    ...(inputs.skipStandardChecks ? [] : standardChecks),
    ...(inputs.loginPath === '' ? [] : [loginCheck(inputs.loginPath)]),
    ...added,
  ]
}

async function parse(text: string): Promise<{ checks: Check[]; problems: string[] }> {
  const first = text.split('\n').find(line => /^\s*[^\s#]/.test(line)) ?? ''
  if (!/^\s*[-[{]|:\s*$/.test(first)) return parseCheckLines(text)
  // Loaded on demand: the parser is large, and lines do not need it.
  const { parseCheckList } = await import('./check-list.ts')
  return parseCheckList(text)
}
