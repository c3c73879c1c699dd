const DAY_MS = 24 * 60 * 60 * 1000
/** Automatic renewal happens 30 days before expiry, so below this a certificate was not renewed. */
const WARNING_DAYS = 14

/** Whole days until a certificate expires; negative after that. */
export const daysLeft = (ends: Date, now: number): number => Math.floor((ends.getTime() - now) / DAY_MS)

/** How long a site's certificate is valid, as a sentence, and whether it needs attention. */
export function certificateNote(url: string, ends: Date, now: number): { text: string; short: boolean } {
  const days = daysLeft(ends, now)
  const date = ends.toISOString().slice(0, 10)
  const text = `The certificate of ${new URL(url).host} expires in ${days} days, on ${date}`
  return { text, short: days < WARNING_DAYS }
}
