/** A word of one case or in CamelCase, possibly with a number behind: `postgres`, `HS256`, `EmailBackend`, `v2`. */
const WORD = /^(?:\p{Ll}+|\p{Lu}+|\p{Lo}+|\p{Lu}?\p{Ll}{2,}(?:\p{Lu}\p{Ll}{2,})*|\p{Lu}\p{Ll})\d{0,4}$/u
/** A number, possibly with a unit: `8000`, `512m`, `30sec`. */
const NUMBER = /^\d+\p{L}{0,3}$/u
/** What may stand between words without making a secret of them: in hosts, paths, lists, names of images and the like. */
const BETWEEN = /[\s,;:/._=*()[\]{}"'|<>-]+/
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/
const IMAGE_DIGEST = /@sha256:[0-9a-f]{64}$/
const URL_START = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * Whether a value can be read without learning anything: words, numbers, hosts, paths, addresses without a password,
 * names of images, and lists of these.
 */
export function isPlainValue(value: string): boolean {
  return value
    .split(/[\s,]+/)
    .map(item => item.replace(IMAGE_DIGEST, ''))
    .every(item => (URL_START.test(item) ? isPlainUrl(item) : isPlainText(item)))
}

/** Words or a number, with nothing but dots, dashes and underscores between: what people call things. */
export const isOrdinaryName = (value: string): boolean =>
  value.split(/[\s._-]+/).every(word => WORD.test(word) || NUMBER.test(word))

function isPlainText(text: string): boolean {
  const words = (EMAIL.test(text) ? text.replace('@', '.') : text).split(BETWEEN)
  // Several words with letters and digits are the key of a license rather than names.
  const mixed = words.filter(word => /\p{L}/u.test(word) && /\d/.test(word))
  return mixed.length <= 1 && words.every(word => word === '' || WORD.test(word) || NUMBER.test(word))
}

function isPlainUrl(url: string): boolean {
  const rest = url.replace(URL_START, '')
  return !rest.includes('@') && isPlainText(rest.replace(/[?&]/g, '/'))
}
