/** The header in which the proxy names the slot that answers, or its address. */
export const SLOT_HEADER = 'x-deployment-slot'

/** Why a proxy's configuration cannot name the slot, or nothing; comments do not count. */
export function slotHeaderProblem(text: string, where: string): string | undefined {
  const code = text.replace(/(?<=^|\s)#[^\n]*/g, '')
  if (new RegExp(SLOT_HEADER, 'i').test(code)) return undefined
  return `${where} does not set the header ${SLOT_HEADER}, by which a switch is proven. Add it as the README of blue-green-switch says`
}
