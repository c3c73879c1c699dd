const DAY = 24 * 60 * 60 * 1000
/** Automatic renewal happens 30 days before the end, so a certificate this old was not renewed. */
const SHORT = 14

/** How long a site's certificate is valid, as a sentence, and whether somebody has to look after it. */
export function certificateNote(url: string, ends: Date, now: number): { text: string; short: boolean } {
  const days = Math.floor((ends.getTime() - now) / DAY)
  const date = ends.toISOString().slice(0, 10)
  const text = `The certificate of ${new URL(url).host} expires in ${days} days, on ${date}`
  return { text, short: days < SHORT }
}
