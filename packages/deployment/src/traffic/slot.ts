/** The name of a slot, such as `blue`. */
export type Slot = string

/** The names of the two slots of an application. */
export type Slots = readonly [Slot, Slot]

const PLACEHOLDER = '{slot}'

/** Whether an app service name has slots: `app_{slot}` does, `app` is replaced in place. */
export function hasSlots(appService: string): boolean {
  return appService.includes(PLACEHOLDER)
}

/** The compose services of a slot, which switch together: `app_green` and `api_green` for `app_{slot},api_{slot}`. */
export function slotServices(appService: string, slot: Slot): string[] {
  return appService.split(',').map(pattern => pattern.replaceAll(PLACEHOLDER, slot))
}

/** The services of all slots that serve visitors; without slots, the app service. */
export function answeringServices({ appService, slots }: { appService: string; slots: Slots }): string[] {
  return hasSlots(appService) ? slots.flatMap(slot => slotServices(appService, slot)) : [appService]
}

export function otherSlot([first, second]: Slots, slot: Slot): Slot {
  return slot === first ? second : first
}

/** The slot that receives the traffic: the one whose file is in the slot directory. */
export function activeSlot(slots: Slots, slotFiles: readonly string[]): Slot | undefined {
  const found = slots.filter(slot => slotFiles.includes(slot))
  return found.length === 1 ? found[0] : undefined
}
