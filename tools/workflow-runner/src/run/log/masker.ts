/** Replaces secrets with `***`, in all encodings of the runner (actions/runner, ValueEncoders.cs, SecretMasker.cs). */
export interface Masker {
  add(secret: string): void
  mask(text: string): string
}

export function createMasker(): Masker {
  const originals = new Set<string>()
  const values = new Set<string>()
  const addValue = (value: string): void => {
    if (value === '' || originals.has(value)) return
    originals.add(value)
    for (const encode of encoders) {
      const encoded = encode(value)
      if (encoded !== '') values.add(encoded)
    }
  }
  return {
    // The whole value, and each of its lines, since logs are masked line by line (Worker.cs, ActionCommandManager.cs).
    add(secret) {
      addValue(secret)
      for (const line of secret.split(/[\r\n]/)) addValue(line.trim())
    },
    mask: text => {
      const found = [...values].filter(value => text.includes(value))
      return found.length
        ? replaceRanges(text, mergeRanges(found.flatMap(value => rangesOf(value, text))))
        : text
    },
  }
}

type Range = [start: number, end: number]

function rangesOf(value: string, text: string): Range[] {
  const ranges: Range[] = []
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1))
    ranges.push([at, at + value.length])
  return ranges
}

/** Merges overlapping and adjacent ranges, so that masks never reveal the parts of a secret. */
function mergeRanges(ranges: Range[]): Range[] {
  const merged: Range[] = []
  for (const [start, end] of ranges.sort((left, right) => left[0] - right[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

function replaceRanges(text: string, ranges: Range[]): string {
  let result = ''
  let at = 0
  for (const [start, end] of ranges) {
    result += `${text.slice(at, start)}***`
    at = end
  }
  return result + text.slice(at)
}

const encoders: ((value: string) => string)[] = [
  value => value,
  value => base64(value, 0),
  value => base64(value, 1),
  value => base64(value, 2),
  value => value.replaceAll('"', '\\"'),
  value => value.replaceAll("'", "''"),
  jsonEscape,
  uriEscape,
  xmlEscape,
  value => (value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : ''),
  beforeAmpersand,
  afterAmpersand,
]

/** A secret after one or two other bytes has a different Base64 encoding, hence three alignments. */
function base64(value: string, shift: number): string {
  const bytes = Buffer.from(value)
  return bytes.subarray(bytes.length > shift ? shift : 0).toString('base64')
}

function jsonEscape(value: string): string {
  const escapeSeparator = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/[\u0085\u2028\u2029]/g, escapeSeparator)
}

function uriEscape(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString()).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function xmlEscape(value: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  }
  return value.replace(/[&<>"']/g, char => names[char] ?? char)
}

/** PowerShell colors errors, which splits a secret at an ampersand. */
function beforeAmpersand(value: string): string {
  const plus = value.indexOf('&+')
  const end = plus >= 0 ? plus + 2 : value.lastIndexOf('&') + 1
  return end >= 6 ? value.slice(0, end) : ''
}

function afterAmpersand(value: string): string {
  if (!value.includes('&')) return ''
  const plus = value.indexOf('&+')
  const rest = plus >= 0 ? value.slice(plus + 3) : value.slice(value.lastIndexOf('&') + 1)
  return rest.length >= 6 ? rest : ''
}
