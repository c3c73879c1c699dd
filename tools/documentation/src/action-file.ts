import type { InputDefinition } from '@tsh/action'
import { stringify } from 'yaml'
import type { Definition } from './definitions.ts'

const HEADER = '# Generated from src/definition.ts. Change that file and run "npm run docs".\n'

/** The text of an action's action.yml. */
export function actionFile({ action, inputs, outputs }: Definition): string {
  const { name, description, post = false } = action
  const declared = Object.entries(outputs).map(([output, { description }]) => [output, { description }])
  const content = {
    name,
    description,
    inputs: Object.fromEntries(Object.entries(inputs).map(([input, one]) => [input, declaration(one)])),
    outputs: Object.fromEntries(declared),
    // A post step runs the same bundle, which detects it by its state.
    runs: { using: 'node24', main: 'index.js', ...(post ? { post: 'index.js' } : {}) },
  }
  return HEADER + stringify(content, { lineWidth: 0 })
}

/**
 * A setting can be set in the settings file, so GitHub must neither require its input nor set a default, which the action
 * could not distinguish from a value of the caller.
 */
function declaration({ description, required, default: value, setting }: InputDefinition): object {
  if (setting !== undefined)
    return { description: value === undefined ? description : `${description} Default: ${code(value)}.` }
  return {
    description,
    ...(required ? { required } : {}),
    ...(value === undefined ? {} : { default: value }),
  }
}

/** A value as code in Markdown; a list has one item per line. */
export const code = (value: string): string => `\`${value.replaceAll('\n', ', ')}\``
