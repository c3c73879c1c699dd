import { expect, test } from '@jest/globals'
import { composeCommand } from '../../src/compose/compose.ts'
import { oneOffJob } from '../../src/jobs/one-off.ts'

const project = { path: '/opt/erp', composeFiles: ['deploy/a.yml', 'b.yml'], envFile: '.env' }
const FILES = '-f /opt/erp/deploy/a.yml -f /opt/erp/b.yml'

test('every command has the compose files in their order, and then the override of the version', () => {
  const plain = composeCommand(project, 'v1').join(' ')
  expect(plain).toContain(' --project-directory /opt/erp/deploy --env-file /opt/erp/.env ')
  expect(plain.endsWith(` ${FILES}`)).toBe(true)
  const overridden = composeCommand(project, 'v1', true).join(' ')
  expect(overridden.endsWith(` ${FILES} -f /opt/erp/.deploy/v1.json`)).toBe(true)
  const model = { name: 'erp', services: { app: {} } }
  const { command } = oneOffJob(project, { model, service: 'app', version: 'v1', args: ['app'] })
  expect(command.join(' ')).toContain(` ${FILES} -f /opt/erp/.deploy/v1.json run app`)
})
