import { STAGING } from '@tsh/deployment'
import type { Facts } from '../facts.ts'
import { type Finding, type Judge, notApplicable } from './finding.ts'
import { images, transfer } from './images.ts'
import { notification } from './notification.ts'
import { automaticRollback, backup, slots, tracking } from './production.ts'
import { health, migrations, rollback } from './release.ts'
import { branch, envFile, hostKey } from './server.ts'
import { publicEndpoint, smokeTests } from './smoke.ts'
import { tests } from './tests.ts'

/** The items of the standard's checklist, in its order. */
const ITEMS = [
  { id: 'tests', title: 'Automated tests', judge: tests },
  { id: 'images', title: 'Images built', judge: images },
  { id: 'host-key', title: 'Secure SSH', judge: hostKey },
  { id: 'branch', title: 'Branch and commit', judge: branch },
  { id: 'transfer', title: 'Images on the server', judge: transfer },
  { id: 'env-file', title: 'Env file', judge: envFile },
  { id: 'migrations', title: 'Migrations', judge: migrations },
  { id: 'health', title: 'Health', judge: health },
  { id: 'smoke-tests', title: 'Smoke tests', judge: smokeTests },
  { id: 'notification', title: 'Notification', judge: notification },
  { id: 'rollback', title: 'Rollback possible', judge: rollback },
  { id: 'backup', title: 'Backup', judge: inProduction(backup) },
  { id: 'slots', title: 'Blue-green switch', judge: inProduction(slots) },
  { id: 'automatic-rollback', title: 'Automatic rollback', judge: inProduction(automaticRollback) },
  { id: 'public-endpoint', title: 'Public endpoint', judge: inProduction(publicEndpoint) },
  { id: 'tracking', title: 'Tracking', judge: inProduction(tracking) },
] as const satisfies readonly { id: string; title: string; judge: Judge }[]

export type ItemId = (typeof ITEMS)[number]['id']

/** A judged item. */
export type Item = { id: ItemId; title: string } & Finding

export const itemsOf = (facts: Facts): Item[] =>
  ITEMS.map(({ id, title, judge }) => ({ id, title, ...judge(facts) }))

/** The standard requires these in every environment but staging. */
function inProduction(judge: Judge): Judge {
  return facts => (facts.environment === STAGING ? notApplicable('not required in staging') : judge(facts))
}
