import { maskSecret, UserError } from '@tsh/action'
import type { SmokeInputs } from '../inputs.ts'
import { parseCheckLines } from './check-lines.ts'
import { type CheckSecrets, withSecrets } from './check-secrets.ts'
import { type Check, loginCheck, nameOf, standardChecks } from './expectation.ts'
import { secretsIn } from './secrets-in.ts'

/**
 * All checks: the standard ones, the login, and those from the input `checks` (lines or a YAML list).
 * @throws UserError with every invalid line of the input
 */
export async function readChecks(
  inputs: Pick<SmokeInputs, 'skipStandardChecks' | 'loginPath' | 'checks' | 'version' | 'secrets'>,
): Promise<Check[]> {
  const { checks: parsed, problems } = await parse(inputs.checks)
  const added = inputs.secrets ? resolved(parsed, inputs.secrets, problems) : parsed
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

/** The checks with the secrets that their headers refer to. @param problems gets a problem for each unknown name */
function resolved(checks: readonly Check[], secrets: CheckSecrets, problems: string[]): Check[] {
  const names = [...secrets.keys()].join(', ')
  const known = names === '' ? 'which is empty' : `which has ${names}`
  return checks.map(check => {
    if (check.headers === undefined) return check
    const { headers, unknown } = withSecrets(check.headers, secrets)
    problems.push(
      ...unknown.map(
        name =>
          `a header of ${nameOf(check)} refers to $${name}, which is not in input "secrets" (secret SMOKE_SECRETS), ${known}. Add the line ${name}=…, or write $$ for a dollar sign`,
      ),
    )
    return { ...check, headers }
  })
}

async function parse(text: string): Promise<{ checks: Check[]; problems: string[] }> {
  const first = text.split('\n').find(line => /^\s*[^\s#]/.test(line)) ?? ''
  if (!/^\s*[-[{]|:\s*$/.test(first)) return parseCheckLines(text)
  // Loaded on demand: the parser is large, and lines do not need it.
  const { parseCheckList } = await import('./check-list.ts')
  return parseCheckList(text)
}
