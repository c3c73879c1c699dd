import type { SecretText } from './secret-text.ts'
import { isSecretName, isSecretValue } from './secret-value.ts'

/** Strings of a JSON document under secret-sounding keys, with their lines. */
export function jsonSecrets(text: string): SecretText[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  const lines = text.split('\n')
  const found = leaves(value, '', false)
  return found.map(({ key, value: secret }) => {
    const line = lines.findIndex(one => one.includes(JSON.stringify(secret).slice(1, -1)))
    return { kind: `the value of ${key}`, line: Math.max(line, 0) + 1 }
  })
}

/** Strings under a plural secret key such as `passwords`, and those with a secret key. */
function leaves(node: unknown, key: string, isSecret: boolean): { key: string; value: string }[] {
  if (typeof node === 'string') return isSecret && isSecretValue(node) ? [{ key, value: node }] : []
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap(item => leaves(item, key, isSecret))
  const isList = isSecret && /s$/i.test(key)
  return Object.entries(node).flatMap(([name, inner]) =>
    leaves(inner, name, isSecretName(name) || (isList && !name.startsWith('$'))),
  )
}
