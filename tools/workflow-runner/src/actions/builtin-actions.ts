import { evaluateTexts } from '../expressions/template.ts'
import { announceAction } from '../steps/inputs.ts'
import { type Step, scopeOf } from '../steps/step.ts'
import { checkout } from './checkout.ts'
import { downloadArtifact } from './download-artifact.ts'
import { setupNode } from './setup-node.ts'
import { setupPython } from './setup-python.ts'
import { uploadArtifact } from './upload-artifact.ts'

/** Inputs by lower-case name; what is not given is an empty text. */
export type StandInInputs = (name: string) => string
export type StandIn = (step: Step, input: StandInInputs) => Promise<void>

const standIns: Record<string, StandIn> = {
  'actions/checkout': checkout,
  'actions/setup-node': setupNode,
  'actions/setup-python': setupPython,
  'actions/upload-artifact': uploadArtifact,
  'actions/download-artifact': downloadArtifact,
}

/** Does locally what a third-party action does on GitHub. */
export async function runStandIn(name: string, step: Step): Promise<boolean> {
  const given = evaluateTexts(step.definition.with, scopeOf(step))
  announceAction(step, given)
  const values = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value.trim()]))
  await standIns[name]?.(step, key => values.get(key) ?? '')
  return true
}
