import { NumberToken } from '@actions/workflow-parser/templates/tokens/index'
import { numberText } from '../expressions/number-text.ts'

export * as parser from '@actions/workflow-parser'
export * as actions from '@actions/workflow-parser/actions/index'
export {
  TemplateContext,
  TemplateValidationErrors,
} from '@actions/workflow-parser/templates/template-context'
export { readTemplate } from '@actions/workflow-parser/templates/template-reader'
export { BasicExpressionToken, StringToken } from '@actions/workflow-parser/templates/tokens/index'
export { WORKFLOW_ROOT } from '@actions/workflow-parser/workflows/workflow-constants'
export { getWorkflowSchema } from '@actions/workflow-parser/workflows/workflow-schema'
export { YamlObjectReader } from '@actions/workflow-parser/workflows/yaml-object-reader'

// The library's own conversion to strings keeps more digits than GitHub's.
NumberToken.prototype.toString = function () {
  return numberText(this.value)
}
