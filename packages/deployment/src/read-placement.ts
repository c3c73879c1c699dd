import type { InputReader } from '@tsh/action'
import { APPLICATION_SETTINGS, formOf, isSlotService } from '@tsh/settings'
import type { ApplicationInput } from './application-inputs.ts'
import type { InPlacePlacement, SlotPlacement } from './placement.ts'
import { PROXY_KINDS } from './traffic/proxy/site-proxy.ts'
import type { Slots } from './traffic/slot.ts'

const FORMS = {
  service: formOf(APPLICATION_SETTINGS.service.items),
  slot: formOf(APPLICATION_SETTINGS.slots.items),
  slotDirectory: formOf(APPLICATION_SETTINGS['slot-directory']),
}

/** The inputs of a placement before its kind is known. */
export type PlacementInputs = Omit<SlotPlacement, 'kind' | 'services'> & { services: readonly string[] }

/** Reads and validates them, also those that the kind of placement does not use. */
export function readPlacementInputs(input: InputReader<ApplicationInput>): PlacementInputs {
  return {
    services: readServices(input),
    slots: readSlots(input),
    slotDirectory: readSlotDirectory(input),
    proxy: input.choice('proxy', ['auto', ...PROXY_KINDS]),
  }
}

/** The placement of services with `{slot}` in their names; others have been reported as a problem. */
export const slotPlacement = ({ services, ...inputs }: PlacementInputs): SlotPlacement => ({
  ...inputs,
  kind: 'slots',
  services: services.filter(isSlotService),
})

/** The placement of a single service; more have been reported as a problem. */
export const inPlacePlacement = ({ services, slotDirectory }: PlacementInputs): InPlacePlacement => ({
  kind: 'in-place',
  service: services[0] ?? '',
  slotDirectory,
})

/** Items, one per line or comma-separated. */
export const itemsOf = (lines: readonly string[]): string[] =>
  lines.flatMap(line => line.split(',')).map(item => item.trim())

function readServices(input: InputReader<'service'>): string[] {
  const names = itemsOf(input.lines('service'))
  const { pattern, expected } = FORMS.service
  const wrong = names.find(name => !pattern.test(name))
  if (names.length === 0) input.problem('input "service" is required but empty')
  if (wrong !== undefined) input.problem(`input "service" must be ${expected}, got "${wrong}"`)
  else if (names.length > 1 && !names.every(isSlotService))
    input.problem(`input "service" lists several services, so each must contain {slot}, got "${names}"`)
  return names
}

/** Reads the input `slots` without validating it, which is done with the placement. */
export function slotNames(input: InputReader<'slots'>): Slots {
  const [first = '', second = ''] = itemsOf(input.lines('slots'))
  return [first, second]
}

function readSlots(input: InputReader<'slots'>): Slots {
  const names = itemsOf(input.lines('slots'))
  const [first = '', second = '', ...more] = names
  const isNamed = [first, second].every(name => FORMS.slot.pattern.test(name))
  if (more.length > 0 || !isNamed || first === second)
    input.problem(
      `input "slots" must be two different names (letters, digits and "-", not "handover"), one per line or comma-separated, got "${names}"`,
    )
  return [first, second]
}

const readSlotDirectory = (input: InputReader<'slot-directory'>): string | undefined =>
  input.text('slot-directory', { ...FORMS.slotDirectory, required: false }).replace(/\/$/, '') || undefined
