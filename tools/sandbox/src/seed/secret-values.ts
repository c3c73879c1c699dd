import { envEntries } from '@tsh/deployment'

/** Values that must not leak: everything that looks like a password or key. */
export const secretValues = (text: string): string[] =>
  envEntries(text)
    .filter(([key]) => /PASSWORD|SECRET|TOKEN|DATABASE_URL/.test(key))
    .map(([, value]) => value)
    .filter(value => value.length >= 8)
