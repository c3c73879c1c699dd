/** The Bot API's error for an invalid message; https://core.telegram.org/bots/api#sendmessage */
export type ApiError = string

export interface MessageEntity {
  type: string
  offset: number
  length: number
  url?: string
  user?: unknown
  language?: string
  custom_emoji_id?: string
}

/** https://core.telegram.org/bots/api#messageentity */
const entityTypes = new Set([
  ...['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number', 'bold', 'italic'],
  ...['underline', 'strikethrough', 'spoiler', 'blockquote', 'expandable_blockquote', 'code', 'pre'],
  ...['text_link', 'text_mention', 'custom_emoji', 'date_time'],
])
const parseModes = new Set(['HTML', 'Markdown', 'MarkdownV2'])

/** Validates text, parse mode and entities like the Bot API; undefined when valid. */
export function messageError(fields: Record<string, unknown>): ApiError | undefined {
  const text = fields.text
  if (typeof text !== 'string' || text.trim() === '') return 'Bad Request: message text is empty'
  if (text.length > 4096) return 'Bad Request: message is too long'
  const mode = fields.parse_mode
  if (mode !== undefined && mode !== '' && !parseModes.has(String(mode)))
    return 'Bad Request: unsupported parse_mode'
  if (fields.entities === undefined) return undefined
  return entitiesError(fields.entities, text)
}

function entitiesError(value: unknown, text: string): ApiError | undefined {
  const entities = parsed(value)
  if (!Array.isArray(entities)) return "Bad Request: can't parse entities: expected an Array of MessageEntity"
  if (entities.length > 100) return 'Bad Request: too many entities'
  for (const entity of entities) {
    const problem = entityProblem(entity as Partial<MessageEntity>, text)
    if (problem) return `Bad Request: can't parse entities: ${problem}`
  }
  return undefined
}

function entityProblem(entity: Partial<MessageEntity> | null, text: string): string | undefined {
  if (entity === null || typeof entity !== 'object') return 'expected an Object'
  const { type, offset, length } = entity
  if (!entityTypes.has(String(type))) return `unsupported entity type "${type}"`
  if (!Number.isInteger(offset) || !Number.isInteger(length)) return 'offset and length must be integers'
  const [start, end] = [offset as number, (offset as number) + (length as number)]
  if (start < 0 || (length as number) <= 0 || end > text.length) {
    return `entity ${type} at ${start}, length ${length}, is outside the text of ${text.length} units`
  }
  if (splitsSurrogates(text, start) || splitsSurrogates(text, end))
    return `entity ${type} splits a surrogate pair`
  if (type === 'text_link' && !isUrl(entity.url)) return 'text_link needs a valid url'
  if (type === 'text_mention' && !entity.user) return 'text_mention needs a user'
  return undefined
}

const splitsSurrogates = (text: string, index: number): boolean =>
  /[\uD800-\uDBFF]/.test(text[index - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[index] ?? '')

const isUrl = (value: unknown): boolean => typeof value === 'string' && /^(https?|tg):\/\/\S+$/.test(value)

/** Form bodies contain JSON as a string. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
