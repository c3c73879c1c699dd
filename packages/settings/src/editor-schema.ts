import { defaultText } from './reference.ts'
import { FILE_SCHEMA } from './schema.ts'

/** The name of the schema in the released tree; a settings file names it in its first line. */
export const EDITOR_SCHEMA_FILE = 'deploy.schema.json'

/** The schema of a settings file for editors: JSON Schema draft-07. */
export function editorSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://raw.githubusercontent.com/tsh/actions/v1/deploy.schema.json',
    title: 'Settings of tsh/actions',
    ...(withMessages(FILE_SCHEMA) as object),
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}

/**
 * A schema with the keywords that the YAML and JSON language servers show: a message in place of `expected`, and the default
 * in the description. A default with a placeholder is not a value, so an editor must not insert it.
 */
function withMessages(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withMessages)
  if (typeof schema !== 'object' || schema === null) return schema
  const { expected, default: value, description, ...keywords } = schema as SchemaPart
  const entries = Object.entries(keywords).map(([key, part]) => [key, withMessages(part)])
  return {
    ...Object.fromEntries(entries),
    ...(description === undefined ? {} : { description: describedWith(description, value) }),
    ...(value === undefined || hasPlaceholder(value) ? {} : { default: value }),
    ...(expected === undefined || keywords.pattern === undefined
      ? {}
      : { patternErrorMessage: `Must be ${expected}.` }),
  }
}

interface SchemaPart {
  expected?: string
  default?: unknown
  description?: string
  pattern?: string
}

const hasPlaceholder = (value: unknown): boolean => typeof value === 'string' && /<\w+>/.test(value)

function describedWith(description: string, value: unknown): string {
  return value === undefined ? description : `${description} Default: ${defaultText(value)}.`
}
