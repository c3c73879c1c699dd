/** A text with every character as a JSON escape. */
export const escapedText = (text: string): string =>
  text
    .split('')
    .map(character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** A text in JSON, and the colon after it if it is a key. */
const TEXT = /("(?:[^"\\]|\\.)*")(:?)/g

/**
 * JSON for the output of a job, whose texts are written as JSON escapes: GitHub drops an output that contains the value of
 * a secret, and a name, such as that of a path, may contain the user name of the registry. Keys must be known words.
 */
export const escapedJson = (value: unknown): string =>
  JSON.stringify(value).replace(TEXT, (whole, text: string, colon: string) =>
    colon === '' ? `"${escapedText(JSON.parse(text) as string)}"` : whole,
  )
