/** The name of a slot, such as `blue`. */
export type Slot = string

/** The names of the two slots of an application. */
export type Slots = readonly [Slot, Slot]

export function otherSlot([first, second]: Slots, slot: Slot): Slot {
  return slot === first ? second : first
}

/** The slot that receives the traffic: the one whose file is in the slot directory. */
export function activeSlot(slots: Slots, slotFiles: readonly string[]): Slot | undefined {
  const found = slots.filter(slot => slotFiles.includes(slot))
  return found.length === 1 ? found[0] : undefined
}
