/** The encodings in which programs print a text. */
export function printedForms(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret)
  return {
    plain: secret,
    Base64: bytes.toString('base64').replace(/=+$/, ''),
    'Base64 for URLs': bytes.toString('base64url'),
    'URL-encoded': encodeURIComponent(secret),
    JSON: JSON.stringify(secret).slice(1, -1),
    ...decodedForm(secret),
  }
}

function decodedForm(secret: string): Record<string, string> {
  try {
    return { decoded: decodeURIComponent(secret) }
  } catch {
    return {}
  }
}

/** All forms to search for. Masks do not cover those that are not printed forms, so nothing must produce them. */
export function searchedForms(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret)
  return {
    ...printedForms(secret),
    hex: bytes.toString('hex'),
    'upper-case hex': bytes.toString('hex').toUpperCase(),
    reversed: Array.from(secret).reverse().join(''),
    ...Object.fromEntries(
      [0, 1, 2].flatMap(offset => [
        [`Base64 at offset ${offset}`, base64Inside(bytes, offset, 'base64')],
        [`Base64 for URLs at offset ${offset}`, base64Inside(bytes, offset, 'base64url')],
      ]),
    ),
  }
}

const BITS_PER_CHARACTER = 6

/** The part of the Base64 form of a longer text that does not depend on the surrounding bytes. */
function base64Inside(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding)
  const start = Math.ceil((offset * 8) / BITS_PER_CHARACTER)
  return text.slice(start, Math.floor(((offset + bytes.length) * 8) / BITS_PER_CHARACTER))
}

/** Lists where a secret is readable, without repeating the secret. */
export const leaksIn = (secrets: readonly string[], texts: Readonly<Record<string, string>>): string[] =>
  secrets.flatMap((secret, index) =>
    Object.entries(searchedForms(secret)).flatMap(([form, text]) =>
      Object.entries(texts).flatMap(([place, body]) =>
        body.includes(text) ? [`secret ${index + 1} (${form}) is readable in: ${place}`] : [],
      ),
    ),
  )
