import { type InputReader, readInputs } from '@tsh/action'
import {
  type Limits,
  readLimits,
  readSlotApplication,
  type Slot,
  type SlotApplication,
} from '@tsh/deployment'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import { limitsOf, RELEASE_SETTINGS, settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

type SwitchInput = keyof typeof inputs

export interface SwitchInputs extends Limits {
  target: Target
  application: SlotApplication
  /** ID of the release that ssh-deploy has prepared. */
  release: string
  /** The slot that the release must be in, if that is to be checked. */
  slot: Slot | undefined
  publicUrl: string
  /** Whether to set up the slot file first if the site has none. */
  allowInstall: boolean
  /** Seconds in which only a share of the requests is routed to the release; 0 disables the canary. */
  canary: number
  /** Seconds to wait for the connections to the old slot to close; 0 only counts them. */
  drain: number
}

export async function readSwitchInputs(): Promise<SwitchInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const allowInstall = input.flag('allow-install')
    const application = readSwitched(input, allowInstall)
    return {
      target: readTarget(input),
      application,
      release: input.text('release'),
      slot: readSlot(input, application),
      publicUrl: readHttpUrl(input, 'url'),
      allowInstall,
      canary: input.number('canary-seconds', limitsOf(RELEASE_SETTINGS['canary-seconds'])),
      drain: input.number('drain-seconds', limitsOf(RELEASE_SETTINGS['drain-seconds'])),
      ...readLimits(input),
    }
  })
}

function readSwitched(input: InputReader<SwitchInput>, allowInstall: boolean): SlotApplication {
  const application = readSlotApplication(input)
  const { slotDirectory, proxy } = application.placement
  if (allowInstall) {
    if (slotDirectory === undefined)
      input.problem('input "slot-directory" is required because "allow-install" is true')
    if (proxy !== 'auto' && proxy !== 'slot-file')
      input.problem(`input "allow-install" sets up a slot file, but "proxy" is ${proxy}`)
  }
  return application
}

function readSlot(input: InputReader<SwitchInput>, application: SlotApplication): Slot | undefined {
  const { slots } = application.placement
  const slot = input.text('slot', { required: false })
  if (slot === '') return undefined
  if (!slots.includes(slot)) input.problem(`input "slot" must be ${slots.join(' or ')}, got "${slot}"`)
  return slot
}
