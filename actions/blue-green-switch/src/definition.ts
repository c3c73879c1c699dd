import type { ActionDefinition, InputDefinitions, OutputDefinitions } from '@tsh/action'
import { APPLICATION_INPUTS, LIMIT_INPUTS } from '@tsh/deployment'
import { CONNECTION_INPUTS } from '@tsh/remote'
import { pick, requiring, SETTING_INPUTS, SETTINGS_FILE } from '@tsh/settings'

export const action = {
  name: 'Blue-green switch',
  description: 'Switches the traffic to a prepared release, verifies it, and switches back if that fails.',
} satisfies ActionDefinition

export const inputs = {
  ...CONNECTION_INPUTS,
  ...APPLICATION_INPUTS,
  release: {
    description:
      'ID of the release that ssh-deploy has prepared (its output `release`). Nothing is switched if another one was prepared since.',
    required: true,
  },
  slot: {
    description:
      'Slot that the release must be in, one of `slots`; otherwise nothing is switched. Defaults to the slot that ssh-deploy chose.',
  },
  ...requiring(pick(SETTING_INPUTS.release, 'url', 'canary-seconds', 'drain-seconds'), 'url'),
  'allow-install': {
    description:
      '`true` adds the slot file to the nginx site if it is missing: it shows the diff, tests the whole configuration, reloads once, and restores the old file if anything fails.',
    default: 'false',
  },
  ...LIMIT_INPUTS,
  ...SETTINGS_FILE,
} satisfies InputDefinitions

export const outputs = {
  switched: {
    description: '`true` if the traffic was switched, `false` if the release already had it.',
  },
  slot: { description: 'Slot that has the traffic now.' },
  'previous-slot': { description: 'Slot that had the traffic before and keeps running.' },
  'open-connections': {
    description:
      'Number of connections that are still open to the old slot, such as WebSockets, streams and idle connections of the proxy.',
  },
} satisfies OutputDefinitions
