/** A formatted part of a text in the Bot API, with offset and length in UTF-16 code units. */
export interface Entity {
  type: 'bold' | 'code' | 'text_link'
  offset: number
  length: number
  url?: string
}

/** A text with its entities. It contains no markup, so its content cannot break or forge a message. */
export interface Message {
  text: string
  entities: Entity[]
}

type Piece = string | { type: Entity['type']; text: string; url?: string }

/** Limit of the Bot API (core.telegram.org/bots/api#sendmessage). */
const MAX_LENGTH = 4096

export const bold = (text: string): Piece => ({ type: 'bold', text })
/** For untrusted text: prevents active mentions, links, commands and file names. */
export const code = (text: string): Piece => ({ type: 'code', text: text === '' ? '–' : text })
export const link = (text: string, url: string): Piece => ({ type: 'text_link', text, url })

/** Joins pieces into lines; a text that is too long is truncated at a character boundary. */
export function compose(lines: readonly (readonly Piece[])[]): Message {
  let text = ''
  const entities: Entity[] = []
  for (const [index, line] of lines.entries()) {
    if (index > 0) text += '\n'
    for (const piece of line) {
      const plain = typeof piece === 'string' ? piece : piece.text
      if (typeof piece !== 'string' && plain !== '') {
        const { type, url } = piece
        entities.push({ type, offset: text.length, length: plain.length, ...(url ? { url } : {}) })
      }
      text += plain
    }
  }
  return truncate({ text, entities })
}

function truncate({ text, entities }: Message): Message {
  if (text.length <= MAX_LENGTH) return { text, entities }
  // A trailing high surrogate would be half a character.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1
  const kept = entities
    .filter(({ offset }) => offset < end)
    .map(entity => ({ ...entity, length: Math.min(entity.length, end - entity.offset) }))
  return { text: `${text.slice(0, end)}…`, entities: kept }
}
