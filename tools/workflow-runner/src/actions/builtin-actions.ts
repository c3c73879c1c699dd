import { evaluateTexts } from '../expressions/template.ts'
import { announceAction } from '../steps/inputs.ts'
import { type Step, scopeOf } from '../steps/step.ts'
import { checkout } from './checkout.ts'
import { downloadArtifact } from './download-artifact.ts'
import { setupNode } from './setup-node.ts'
import { setupPython } from './setup-python.ts'
import { uploadArtifact } from './upload-artifact.ts'

/** Inputs by lower-case name; a missing one is an empty string. */
export type BuiltinInputs = (name: string) => string
export type BuiltinAction = (step: Step, input: BuiltinInputs) => Promise<void>

const implementations: Record<string, BuiltinAction> = {
  'actions/checkout': checkout,
  'actions/setup-node': setupNode,
  'actions/setup-python': setupPython,
  'actions/upload-artifact': uploadArtifact,
  'actions/download-artifact': downloadArtifact,
}

/** Runs the built-in implementation of a third-party action. */
export async function runBuiltinAction(name: string, step: Step): Promise<boolean> {
  const given = evaluateTexts(step.definition.with, scopeOf(step))
  announceAction(step, given)
  const values = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value.trim()]))
  await implementations[name]?.(step, key => values.get(key) ?? '')
  return true
}
