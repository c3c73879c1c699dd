import { isPlaceholder } from '@tsh/deployment/placeholder'
import { isSecretKey } from '@tsh/deployment/secret-key'
import { variablesIn } from '../../compose/interpolation.ts'
import { connectionUrl, decodedPart, isPostgresUrl, isUnencoded } from '../../env/connection-url.ts'
import { assignmentOf, type EnvFile } from '../../env/env-template.ts'
import type { Evidence } from '../../finding.ts'
import { envFilesOf } from '../../model/environment.ts'
import { servicesIn } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'

export const encodedPassword: Rule = {
  id: 'URL-1',
  severity: 'E',
  title: 'The password in a URL is percent-encoded and equals POSTGRES_PASSWORD.',
  fix: 'Write `postgresql://USER:ENCODED@HOST:5432/DB`, with `@` as %40, `:` as %3A, `/` as %2F, `#` as %23, `!` as %21 and `%` as %25.',
  check: ({ environments }) =>
    environments.flatMap(envFilesOf).flatMap(file =>
      file.assignments.flatMap(({ key, value, at }) => {
        const problem = passwordProblem(file, key, value)
        return problem === undefined
          ? []
          : [{ at, subject: key, message: `the password in ${key} ${problem}` }]
      }),
    ),
}

function passwordProblem(file: EnvFile, key: string, value: string): string | undefined {
  const url = connectionUrl(value)
  if (!url?.password) return undefined
  const { password } = url
  if (/\$\{?\w*PASS\w*/.test(password)) return 'is interpolated without encoding'
  if (/^[<{[$]|^%\w+%$/.test(password)) return undefined
  if (isUnencoded(password)) return 'is not percent-encoded'
  const own = assignmentOf(file, 'POSTGRES_PASSWORD')
  if (!own || key !== 'DATABASE_URL' || !isPostgresUrl(url)) return undefined
  const decoded = decodedPart(password)
  if (decoded === own.value || isPlaceholder(decoded) || isPlaceholder(own.value)) return undefined
  return 'differs from POSTGRES_PASSWORD'
}

export const noRawPassword: Rule = {
  id: 'URL-2',
  severity: 'E',
  title: 'No compose file builds a URL from a raw password.',
  fix: 'Use the encoded URL from the env file: `${DATABASE_URL:?}`.',
  check: repository =>
    servicesIn(repository).flatMap(({ service }) =>
      [...service.environment, ...(service.build?.args ?? [])].flatMap(({ key, value, at }): Evidence[] => {
        const login = /:\/\/(.*)@/.exec(value?.raw ?? '')?.[1] ?? ''
        const variable = variablesIn(login).find(({ name }) => isSecretKey(name))
        if (!variable) return []
        return [{ at, subject: key, message: `${key} of ${service.name} contains the raw ${variable.name}` }]
      }),
    ),
}
