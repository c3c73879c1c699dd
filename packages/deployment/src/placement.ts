import { type SlotService, serviceInSlot } from '@tsh/settings'
import type { ProxyKind } from './traffic/proxy/site-proxy.ts'
import type { Slot, Slots } from './traffic/slot.ts'

/** Where a release runs: in the idle one of two slots, or in place of the live one. */
export type Placement = SlotPlacement | InPlacePlacement

export interface SlotPlacement {
  kind: 'slots'
  /** The services that receive the traffic, which switch together. */
  services: readonly SlotService[]
  slots: Slots
  /** Absolute path of the folder with the slot file; undefined if the traffic is switched without one. */
  slotDirectory: string | undefined
  /** How the traffic is switched; `auto` detects it on the server. */
  proxy: ProxyKind | 'auto'
}

export interface InPlacePlacement {
  kind: 'in-place'
  /** The service that receives the traffic. */
  service: string
  /** Absolute path of the folder with the state file of a handover; required for a handover only. */
  slotDirectory: string | undefined
}

/** The names of the slots; none in place. */
export const slotsOf = (placement: Placement): readonly Slot[] =>
  placement.kind === 'slots' ? placement.slots : []

/** The services of a slot: `app_green` and `api_green`. */
export function slotServices({ services }: Pick<SlotPlacement, 'services'>, slot: Slot): string[] {
  return services.map(name => serviceInSlot(name, slot))
}

/** The services that receive the traffic of a release. @param slot of the release; undefined in place */
export function releaseServices(placement: Placement, slot: Slot | undefined): string[] {
  if (placement.kind === 'in-place') return [placement.service]
  return slot === undefined ? [] : slotServices(placement, slot)
}

/** All services that serve visitors: those of both slots, or the one in place. */
export function answeringServices(placement: Placement): string[] {
  return placement.kind === 'in-place'
    ? [placement.service]
    : placement.slots.flatMap(slot => slotServices(placement, slot))
}
