import type {
  Application,
  InPlaceApplication,
  InPlacePlacement,
  SlotApplication,
  SlotPlacement,
} from '@tsh/deployment'

const PROJECT = {
  path: '/opt/erp',
  composeFiles: ['c.yml'],
  envFile: '.env',
  healthPath: '/health',
  publicUrl: 'https://shop.example',
}

const SLOTS: SlotPlacement = {
  kind: 'slots',
  services: ['app_{slot}'],
  slots: ['blue', 'green'],
  slotDirectory: '/slots',
  proxy: 'auto',
}

const IN_PLACE: InPlacePlacement = { kind: 'in-place', service: 'app', slotDirectory: '/slots' }

/** An application with slots. */
export const slotApplication = (
  changes: Partial<typeof PROJECT> = {},
  placement: Partial<SlotPlacement> = {},
): SlotApplication => ({ ...PROJECT, ...changes, placement: { ...SLOTS, ...placement } })

/** An application that is replaced in place. */
export const inPlaceApplication = (placement: Partial<InPlacePlacement> = {}): InPlaceApplication => ({
  ...PROJECT,
  placement: { ...IN_PLACE, ...placement },
})

/** An application with slots, as the tests of the actions deploy it. */
export const application = slotApplication()

/** The same application with one of its services replaced in place. */
export const inPlace = (of: Application, service: string): InPlaceApplication => ({
  ...of,
  placement: { kind: 'in-place', service, slotDirectory: of.placement.slotDirectory },
})
