/** The value of an element: text, elements by name, or several elements of the same name. */
export type Xml = string | number | boolean | undefined | Xml[] | { [name: string]: Xml }

const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** A document with one element. */
export const xml = (name: string, value: Xml): string => PROLOGUE + element(name, value)

function element(name: string, value: Xml): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map(item => element(name, item)).join('')
  return `<${name}>${typeof value === 'object' ? elements(value) : escaped(String(value))}</${name}>`
}

const elements = (values: Record<string, Xml>): string =>
  Object.entries(values)
    .map(([name, value]) => element(name, value))
    .join('')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')

const unescaped = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);|&#(\d+);/gi, (_, hex: string, decimal: string) =>
      String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The inner texts of all elements of a name. Sufficient for the flat documents that S3 clients send. */
export const innerTexts = (document: string, name: string): string[] =>
  [...document.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, text = '']) => text)

/** The text of the first element of a name. */
export function textOf(document: string, name: string): string | undefined {
  const [text] = innerTexts(document, name)
  return text === undefined ? undefined : unescaped(text)
}
