import type { TemplateContext as Context } from '@actions/workflow-parser/templates/template-context'
import { UserError } from '@tsh/action'
import { type Document, LineCounter } from 'yaml'
import { coerceText } from '../expressions/data.ts'
import { expressionLengthProblems } from './expression-length.ts'
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
import { fillEmptyInputs, resolveFloats, yamlProblems } from './yaml-document.ts'

export interface Parsed {
  context: Context
  root: Token
}

type Reader = InstanceType<typeof YamlObjectReader>

/** Parses a workflow file, or an `action.yml`, against GitHub's schema. */
export function parseFile(kind: 'workflow' | 'action', name: string, content: string): Parsed {
  const schema = kind === 'workflow' ? getWorkflowSchema() : actions.getActionSchema()
  const context = new TemplateContext(
    new TemplateValidationErrors(),
    schema,
    new parser.NoOperationTraceWriter(),
  )
  const fileId = context.getFileId(name)
  const reader = withPlainTexts(new YamlObjectReader(fileId, content))
  for (const error of reader.errors) context.error(fileId, error.message.split('\n')[0] ?? '', error.range)
  if (!context.errors.count) alignDocument(reader, content, context, fileId)
  const root = context.errors.count
    ? undefined
    : readTemplate(context, kind === 'workflow' ? WORKFLOW_ROOT : actions.ACTION_ROOT, reader, fileId)
  if (root) for (const { token, message } of expressionLengthProblems(root)) context.error(token, message)
  if (!root || context.errors.count) throw refusal(context, name)
  return { context, root }
}

/** Aligns what the library accepts with what GitHub accepts. */
function alignDocument(reader: Reader, content: string, context: Context, fileId: number): void {
  const { doc } = reader as unknown as { doc: Document }
  const lines = new LineCounter()
  for (let at = 0; at >= 0; at = content.indexOf('\n', at) + 1 || -1) lines.addNewLine(at)
  for (const { message, offset } of yamlProblems(doc, content)) {
    const { line, col: column } = lines.linePos(offset)
    const place = { start: { line, column }, end: { line, column } }
    context.error(new StringToken(fileId, place, '', undefined), message)
  }
  resolveFloats(doc)
  fillEmptyInputs(doc)
}

/**
 * The language service's reader reads expressions from the *source* of a block scalar, including indentation and folding,
 * which is right for an editor but wrong for execution. Without a source it uses the value. A key may also be a number, a
 * boolean or null, which GitHub reads as a string.
 */
function withPlainTexts<T extends Reader>(reader: T): T {
  const allowLiteral = reader.allowLiteral.bind(reader)
  reader.allowLiteral = () => {
    const token = allowLiteral()
    return token && parser.isString(token)
      ? new StringToken(token.file, token.range, coerceText(token.value), undefined, undefined)
      : token
  }
  return reader
}

/** All errors of the parser in one error, one line each. */
export function refusal(context: Context, name: string): UserError {
  const messages = context.errors.getErrors().map(error => error.message)
  return new UserError(messages.join('\n') || `${name}: the file is empty`)
}
