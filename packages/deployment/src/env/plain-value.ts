/** A word in one case or in CamelCase, optionally followed by a number: `postgres`, `HS256`, `EmailBackend`, `v2`. */
const WORD = /^(?:\p{Ll}+|\p{Lu}+|\p{Lo}+|\p{Lu}?\p{Ll}{2,}(?:\p{Lu}\p{Ll}{2,})*|\p{Lu}\p{Ll})\d{0,4}$/u
/** A number, optionally with a unit: `8000`, `512m`, `30sec`. */
const NUMBER = /^\d+\p{L}{0,3}$/u
/** Separators allowed in ordinary values: hosts, paths, lists, image names and the like. */
const BETWEEN = /[\s,;:/._=*()[\]{}"'|<>-]+/
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/
const IMAGE_DIGEST = /@sha256:[0-9a-f]{64}$/
const URL_START = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * Whether a value reveals nothing secret: words, numbers, hosts, paths, URLs without a password, image names, and lists
 * of these.
 */
export function isPlainValue(value: string): boolean {
  return value
    .split(/[\s,]+/)
    .map(item => item.replace(IMAGE_DIGEST, ''))
    .every(item => (URL_START.test(item) ? isPlainUrl(item) : isPlainText(item)))
}

/** Words or numbers separated by dots, dashes and underscores only: a typical name. */
export const isOrdinaryName = (value: string): boolean =>
  value.split(/[\s._-]+/).every(word => WORD.test(word) || NUMBER.test(word))

function isPlainText(text: string): boolean {
  const words = (EMAIL.test(text) ? text.replace('@', '.') : text).split(BETWEEN)
  // Several words that mix letters and digits are a license key rather than a name.
  const mixed = words.filter(word => /\p{L}/u.test(word) && /\d/.test(word))
  return mixed.length <= 1 && words.every(word => word === '' || WORD.test(word) || NUMBER.test(word))
}

function isPlainUrl(url: string): boolean {
  const rest = url.replace(URL_START, '')
  return !rest.includes('@') && isPlainText(rest.replace(/[?&]/g, '/'))
}
