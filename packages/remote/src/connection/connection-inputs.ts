import type { InputDefinitions } from '@tsh/action'
import { requiring, SETTING_INPUTS } from '@tsh/settings'

/** The inputs of every action that connects to a server; read by `readTarget`. */
export const CONNECTION_INPUTS = {
  ...requiring(SETTING_INPUTS.connection, 'server', 'host-key'),
  'ssh-key': { description: 'Private key of the user on the server.', required: true, secret: true },
  'ssh-key-passphrase': {
    description: 'Passphrase of the private key. Empty for an unencrypted key.',
    secret: true,
  },
} satisfies InputDefinitions

export type ConnectionInput = keyof typeof CONNECTION_INPUTS
