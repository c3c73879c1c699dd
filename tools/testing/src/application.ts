import type { Application } from '@tsh/deployment'

/** An application with slots, as the tests of the actions deploy it. */
export const application: Application = {
  path: '/opt/erp',
  composeFile: 'c.yml',
  envFile: '.env',
  appService: 'app_{slot}',
  slots: ['blue', 'green'],
  slotDirectory: '/slots',
  proxy: 'auto',
  healthPath: '/health',
}
