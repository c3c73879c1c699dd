import { isPlainValue } from '@tsh/deployment/plain-value'
import { isSecretKey } from '@tsh/deployment/secret-key'
import { variablesIn } from '../../compose/interpolation.ts'
import type { Service } from '../../compose/service.ts'
import { connectionUrl } from '../../env/connection-url.ts'
import type { Evidence } from '../../finding.ts'
import { servicesIn } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'

export const noDefaultCredentials: Rule = {
  id: 'SEC-5',
  severity: 'E',
  title: 'Compose files contain no credentials and no default credentials.',
  fix: 'Require the variable, such as `${POSTGRES_PASSWORD:?}`.',
  check: repository => servicesIn(repository).flatMap(({ service }) => credentials(service)),
}

function credentials(service: Service): Evidence[] {
  const { name, environment, build, command, healthcheck } = service
  const settings = [...environment, ...(build?.args ?? [])]
  const texts = [...settings.flatMap(({ value }) => value ?? []), ...(service.image ? [service.image] : [])]
  const commands = [command, healthcheck].filter(one => one !== undefined)
  return [
    ...texts.flatMap(({ raw, at }) => defaults(raw, at, name)),
    ...settings.flatMap(({ key, value, at }) =>
      value && isCredential(key, value.raw)
        ? [{ at, subject: key, message: `${name} sets ${key} to a fixed value`, ...fixOf(key) }]
        : [],
    ),
    ...settings.flatMap(({ key, value, at }) =>
      value && hasLogin(value.raw)
        ? [{ at, subject: key, message: `${name} has a password in ${key}`, ...fixOf(key) }]
        : [],
    ),
    ...commands.flatMap(({ text, at }) =>
      /--requirepass[ =](?!\$)[^\s$]{3,}/.test(text)
        ? [{ at, subject: 'requirepass', message: `${name} has a password in its command` }]
        : [],
    ),
  ]
}

/** Other keys, such as an authentication method, are not set by a variable. */
const fixOf = (key: string): { fix?: string } =>
  key === 'POSTGRES_HOST_AUTH_METHOD' ? {} : { fix: `Require the variable: \`\${${key}:?}\`.` }

const isSecretName = (key: string): boolean =>
  isSecretKey(key) && !/PUBLIC|ALLOW_EMPTY|RANDOM|_FILE$/i.test(key)

/** Secret variables with a literal default. */
function defaults(text: string, at: Evidence['at'], service: string): Evidence[] {
  return variablesIn(text)
    .filter(({ name, operator, operand }) => operator.endsWith('-') && isSecretName(name) && isValue(operand))
    .map(({ name }) => ({
      at,
      subject: name,
      message: `${service} has a default value for ${name}`,
      ...fixOf(name),
    }))
}

const isCredential = (key: string, value: string): boolean =>
  isSecretName(key) ? isValue(value) : key === 'POSTGRES_HOST_AUTH_METHOD' && value === 'trust'

/** A literal, as opposed to a variable, path, number or boolean. */
const isValue = (text: string): boolean => {
  const value = text.trim()
  if (value === '' || value.includes('$') || /^(true|false|yes|no|none|null|\d{1,4})$/i.test(value))
    return false
  return !(value.startsWith('/') && isPlainValue(value)) && !/^[a-z]+:\/\/[^@]*$/i.test(value)
}

function hasLogin(text: string): boolean {
  const password = connectionUrl(text)?.password
  return password !== undefined && password !== '' && !password.includes('$')
}
