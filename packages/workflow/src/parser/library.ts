import { registerHooks } from 'node:module'

const hook = allowJsonImports()

export const parser = await import('@actions/workflow-parser')
export const actions = await import('@actions/workflow-parser/actions/index')
export const { getWorkflowSchema } = await import('@actions/workflow-parser/workflows/workflow-schema')
export const { WORKFLOW_ROOT } = await import('@actions/workflow-parser/workflows/workflow-constants')
export const { YamlObjectReader } = await import('@actions/workflow-parser/workflows/yaml-object-reader')
export const { readTemplate } = await import('@actions/workflow-parser/templates/template-reader')
export const { TemplateContext, TemplateValidationErrors } = await import(
  '@actions/workflow-parser/templates/template-context'
)
export const { BasicExpressionToken, StringToken } = await import(
  '@actions/workflow-parser/templates/tokens/index'
)
hook?.deregister()

/**
 * @actions/workflow-parser imports its JSON schemas without an import attribute, which Node refuses
 * (ERR_IMPORT_ATTRIBUTE_MISSING): the hook adds it, for that package alone and only while it loads.
 * Jest loads modules itself, takes such imports as they are, and throws when hooks are asked for.
 */
function allowJsonImports(): { deregister: () => void } | undefined {
  try {
    return registerHooks({
      load: (url, context, next) =>
        url.includes('/workflow-parser/') && url.endsWith('.json')
          ? next(url, { ...context, importAttributes: { type: 'json' } })
          : next(url, context),
    })
  } catch (error) {
    if (String(error).includes('not supported in Jest')) return undefined
    throw error
  }
}
