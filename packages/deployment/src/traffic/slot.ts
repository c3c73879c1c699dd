/** The name of a slot, such as `blue`. */
export type Slot = string

/** The names of the two slots of an application. */
export type Slots = readonly [Slot, Slot]

const PLACEHOLDER = '{slot}'

/** Whether an app service named like this has slots: `app_{slot}` has, `app` is replaced in place. */
export function hasSlots(appService: string): boolean {
  return appService.includes(PLACEHOLDER)
}

/** The compose services of a slot; several switch together: `app_{slot},api_{slot}` and green make two. */
export function slotServices(appService: string, slot: Slot): string[] {
  return appService.split(',').map(pattern => pattern.replaceAll(PLACEHOLDER, slot))
}

/** The services that answer visitors, of all slots; without slots the app service. */
export function answeringServices({ appService, slots }: { appService: string; slots: Slots }): string[] {
  return hasSlots(appService) ? slots.flatMap(slot => slotServices(appService, slot)) : [appService]
}

export function otherSlot([first, second]: Slots, slot: Slot): Slot {
  return slot === first ? second : first
}

/** The slot that the proxy sends traffic to: the one whose file stands in the slot directory. */
export function activeSlot(slots: Slots, slotFiles: readonly string[]): Slot | undefined {
  const found = slots.filter(slot => slotFiles.includes(slot))
  return found.length === 1 ? found[0] : undefined
}
