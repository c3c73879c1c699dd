/** A stretch of a text with a meaning, as the Bot API has it: offsets and lengths in UTF-16 units. */
export interface Entity {
  type: 'bold' | 'code' | 'text_link'
  offset: number
  length: number
  url?: string
}

/** A text with its entities. Nothing in it is markup, so nothing that it contains can break or forge a message. */
export interface Message {
  text: string
  entities: Entity[]
}

type Piece = string | { type: Entity['type']; text: string; url?: string }

/** The Bot API takes no more (core.telegram.org/bots/api#sendmessage). */
const LONGEST = 4096

export const bold = (text: string): Piece => ({ type: 'bold', text })
/** For everything from outside: no mention, link, command or file name in it comes alive. */
export const code = (text: string): Piece => ({ type: 'code', text: text === '' ? '–' : text })
export const link = (text: string, url: string): Piece => ({ type: 'text_link', text, url })

/** Puts pieces together to lines; what is too long is cut at the end, on a character's boundary. */
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
  return cut({ text, entities })
}

function cut({ text, entities }: Message): Message {
  if (text.length <= LONGEST) return { text, entities }
  // A high surrogate at the end would be half a character.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1
  const kept = entities
    .filter(({ offset }) => offset < end)
    .map(entity => ({ ...entity, length: Math.min(entity.length, end - entity.offset) }))
  return { text: `${text.slice(0, end)}…`, entities: kept }
}
