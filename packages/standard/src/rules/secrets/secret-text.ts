/** A secret in a line of a file, by kind; its value is not kept. */
export interface SecretText {
  kind: string
  line: number
}
