/** The header in which the proxy returns the responding slot, or its address. */
export const SLOT_HEADER = 'x-deployment-slot'

/** Why a proxy's configuration does not report the slot, or undefined; comments are ignored. */
export function slotHeaderProblem(text: string, where: string): string | undefined {
  const code = text.replace(/(?<=^|\s)#[^\n]*/g, '')
  if (new RegExp(SLOT_HEADER, 'i').test(code)) return undefined
  return `${where} does not set the header ${SLOT_HEADER}, which is needed to verify a switch. Add it as described in the blue-green-switch README`
}
