import { SaxesParser } from 'saxes'

/** Calls for the parts of a document, in their order. */
export interface XmlHandler {
  open(name: string, attributes: Record<string, string>): void
  close(name: string): void
  text?(text: string): void
}

/** What XML 1.0 allows no document to contain (w3.org/TR/xml, "Characters"); test output often has escape characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched for
const INVALID = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/**
 * A strict parser that takes a document in parts and keeps none of it. It refuses a document type, and with it entities
 * that expand or read files.
 */
export function xmlParser(handler: XmlHandler): {
  write(text: string): void
  /** @returns how many characters were replaced that XML does not allow */
  end(): number
} {
  const parser = new SaxesParser()
  let replaced = 0
  parser.on('error', error => {
    throw new Error(
      `is not valid XML: ${error.message.replace(/^(\d+:\d+): (.*?)\.?$/s, '$2 (line:column $1)')}`,
    )
  })
  parser.on('doctype', () => {
    throw new Error('has a document type, which no test report needs')
  })
  parser.on('opentag', ({ name, attributes }) => handler.open(name, attributes as Record<string, string>))
  parser.on('closetag', ({ name }) => handler.close(name))
  if (handler.text) {
    parser.on('text', text => handler.text?.(text))
    parser.on('cdata', text => handler.text?.(text))
  }
  return {
    write(text) {
      parser.write(
        text.replace(INVALID, () => {
          replaced++
          return '\ufffd'
        }),
      )
    },
    end() {
      parser.close()
      return replaced
    },
  }
}
