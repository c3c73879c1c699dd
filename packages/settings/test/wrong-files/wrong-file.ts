import { VALID } from '../valid-file.ts'

/** A settings file with everything that is reported about it, each as `LINE:COLUMN path message`. */
export interface WrongFile {
  name: string
  text: string
  problems: readonly string[]
}

export const FINGERPRINT = 'SHA256:1OAd2cISTkBNgGrXSzwnMWUjNpv4oMBOaVfpJDGUQ0g'
export const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDhLyVvbS1TQfF0z8mGoKDKVVWrY0uNyz5YxDRzBiiP1'

/** Another environment on the server of the valid file. */
export const OTHER = `  other:
    server: root@staging.example
    host-key: ${FINGERPRINT}
    path: /opt/other
    url: https://other.example
    service: app
`

/** The valid file with lines at its top, from line 1 on. */
export const atTop = (lines: string, text = VALID): string => `${lines}\n${text}`

/** The valid file with lines at the end of its environment, from line 8 on. */
export const inStaging = (lines: string, text = VALID): string => `${text}${lines.replace(/^/gm, '    ')}\n`

/** The valid file with a part of it replaced. */
export function replacing(part: string, other: string, text = VALID): string {
  if (!text.includes(part)) throw new Error(`the file does not contain ${part}`)
  return text.replaceAll(part, other)
}
