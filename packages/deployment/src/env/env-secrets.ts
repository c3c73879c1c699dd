import { type EnvEntry, type EnvFile, parseEnvFile } from './env-file.ts'
import { isPlainValue } from './plain-value.ts'
import { isOwnKey } from './secret-key.ts'
import { type SecretValue, secretValues } from './secret-values.ts'

/** All secrets of an env file; if compose rejects the file, also every line that may be part of a secret. */
export function envSecrets(text: string): SecretValue[] {
  const file = parseEnvFile(text)
  const values = new Map(
    file.entries.filter(({ key }) => !isOwnKey(key)).map(({ key, value }) => [key, value]),
  )
  const entries = [...file.entries, ...recovered(file, text)].flatMap(entry =>
    valuesOf(entry, values).map((value): [string, string] => [entry.key, value]),
  )
  const strays = strayTexts(file, text).map((value): [string, string] => ['', value])
  return secretValues([...entries, ...strays])
}

type Written = Pick<EnvEntry, 'key' | 'value' | 'raw' | 'quote'>

/** After an unterminated quote, or with blanks in a key, every line may be a separate value. */
function recovered({ faults }: EnvFile, text: string): Written[] {
  if (faults.length === 0) return []
  return [...text.matchAll(/^[^\S\n]*(?:export\s+)?([^\n=:]+)[=:](.*)$/gm)].map(
    ([, key = '', right = '']) => {
      const value = right
        .replace(/ #.*$/, '')
        .trim()
        .replace(/^["']|["']$/g, '')
      return { key, value, raw: value, quote: '' }
    },
  )
}

/** Texts without a key: lines that compose cannot parse, and the last lines of values wrapped without quotes. */
function strayTexts({ entries, bare, faults }: EnvFile, text: string): string[] {
  const ends = entries
    .filter(({ value }) => /^=*$/.test(value))
    .flatMap(({ key, value }) => [key, `${key}=${value}`])
  const lines = faults.length > 0 ? text.split('\n').map(line => line.trim()) : []
  return [...bare.map(({ key }) => key), ...ends, ...lines, ...faults.map(fault => fault.text)]
}

const EXPRESSION = /\$(?:\$|\{([A-Za-z_]\w*)(?::?[-+?]([^{}]*))?\}|([A-Za-z_]\w*))/g

/** A value as written, as interpolated by compose, and the parts that compose may quote in its errors. */
function valuesOf({ value, raw, quote }: Written, known: ReadonlyMap<string, string>): string[] {
  if (quote === "'" || !value.includes('$')) return [...new Set([value, raw])]
  const interpolated = value.replace(EXPRESSION, (expression, braced, otherwise = '', plain) =>
    expression === '$$' ? '$' : (known.get(braced ?? plain) ?? otherwise),
  )
  const parts = value.split(/\$\$?(?:\{[^}]*\}?)?/).filter(part => !isPlainValue(part))
  const written = value.replace(EXPRESSION, '') === '' ? [] : [value, raw]
  return [...new Set([...written, interpolated, ...parts])]
}
