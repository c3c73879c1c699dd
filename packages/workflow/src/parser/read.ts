import type { TemplateContext as Context } from '@actions/workflow-parser/templates/template-context'
import { UserError } from '../errors.ts'
import {
  actions,
  getWorkflowSchema,
  parser,
  readTemplate,
  StringToken,
  TemplateContext,
  TemplateValidationErrors,
  WORKFLOW_ROOT,
  YamlObjectReader,
} from './library.ts'
import type { Token } from './tokens.ts'

export interface Parsed {
  context: Context
  root: Token
}

/** Parses a workflow file, or an `action.yml`, against GitHub's schema. */
export function parseFile(kind: 'workflow' | 'action', name: string, content: string): Parsed {
  const schema = kind === 'workflow' ? getWorkflowSchema() : actions.getActionSchema()
  const context = new TemplateContext(
    new TemplateValidationErrors(),
    schema,
    new parser.NoOperationTraceWriter(),
  )
  const fileId = context.getFileId(name)
  const reader = withoutSources(new YamlObjectReader(fileId, content))
  for (const error of reader.errors) context.error(fileId, error.message.split('\n')[0] ?? '', error.range)
  const root = reader.errors.length
    ? undefined
    : readTemplate(context, kind === 'workflow' ? WORKFLOW_ROOT : actions.ACTION_ROOT, reader, fileId)
  if (!root || context.errors.count) throw refusal(context, name)
  return { context, root }
}

/**
 * The language service's reader takes expressions from the *source* of a block of text, indentation and folding included,
 * which is right for an editor and wrong for running it. Without a source it takes the value.
 */
function withoutSources<T extends InstanceType<typeof YamlObjectReader>>(reader: T): T {
  const allowLiteral = reader.allowLiteral.bind(reader)
  reader.allowLiteral = () => {
    const token = allowLiteral()
    return token && parser.isString(token)
      ? new StringToken(token.file, token.range, token.value, undefined, undefined)
      : token
  }
  return reader
}

/** All complaints of the parser in one error, one line each. */
export function refusal(context: Context, name: string): UserError {
  const messages = context.errors.getErrors().map(error => error.message)
  return new UserError(messages.join('\n') || `${name}: the file is empty`)
}
