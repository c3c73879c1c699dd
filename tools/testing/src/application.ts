import type { Application } from '@tsh/deployment'

const IN_PLACE: Application = {
  path: '/opt/erp',
  composeFile: 'c.yml',
  envFile: '.env',
  appService: 'app',
  slots: ['blue', 'green'],
  slotDirectory: '/slots',
  proxy: 'auto',
  healthPath: '/health',
}

/** An application that is replaced in place. */
export const inPlaceApplication = (changes: Partial<Application> = {}): Application => ({
  ...IN_PLACE,
  ...changes,
})

/** An application with slots. */
export const slotApplication = (changes: Partial<Application> = {}): Application =>
  inPlaceApplication({ appService: 'app_{slot}', ...changes })

/** An application with slots, as the tests of the actions deploy it. */
export const application = slotApplication()

/** The same application with one of its services replaced in place. */
export const inPlace = (of: Application, service: string): Application => ({ ...of, appService: service })
