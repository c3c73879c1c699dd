const PLACEHOLDER = '{slot}'

/** The name of a compose service that exists once per slot: `app_{slot}`. */
export type SlotService = `${string}${typeof PLACEHOLDER}${string}`

/** Whether a service exists once per slot: `app_{slot}` does, `app` is replaced in place. */
export const isSlotService = (name: string): name is SlotService => name.includes(PLACEHOLDER)

/** The name of the service in one slot: `app_green`. Without a placeholder it is unchanged. */
export const serviceInSlot = (name: string, slot: string): string => name.replaceAll(PLACEHOLDER, slot)
