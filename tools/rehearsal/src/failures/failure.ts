import { UserError } from '@tsh/action'
import type { Consumer, Environment, Sandbox, SeedPlan } from '@tsh/sandbox'
import { siteService } from '@tsh/sandbox/seed/compose-model'
import type { ChangeSettings, SettingChanges } from '@tsh/sandbox/seed/sandbox-settings'
import { failingBuild, failingHealth } from './commit-changes.ts'
import {
  breakRelease,
  breakSite,
  breakSwitch,
  crashLater,
  forgetHostKey,
  removeOldImages,
  repairRelease,
  truncateDumps,
} from './server-changes.ts'

export const stages = [
  'test-gate',
  'build',
  'backup',
  'migration',
  'health',
  'switch',
  'smoke-tests',
  'edge',
  'watch',
  'rollback',
  'evidence',
] as const
export type Stage = (typeof stages)[number]

export interface FailureContext {
  sandbox: Sandbox
  consumer: Consumer
  plan: SeedPlan
}

/** How to make a stage fail, and the expected outcome. */
export interface Failure {
  expected: 'failed' | 'rolled-back'
  /** Changes the commit that is deployed. */
  change?: (directory: string, consumer: Consumer) => Promise<void>
  /** Changes the settings of the environment. */
  settings?: ChangeSettings
  /** Actions on the server right before the named job starts. */
  before?: Record<string, (context: FailureContext) => Promise<void>>
}

const failures: Record<Stage, Failure> = {
  'test-gate': {
    expected: 'failed',
    settings: ({ test }) => ({ 'test.commands': { ...test.commands, 'rehearsed-failure': 'exit 1' } }),
  },
  build: { expected: 'failed', change: failingBuild },
  backup: { expected: 'failed', before: { 'backup-database': truncateDumps } },
  migration: {
    expected: 'failed',
    settings: () => ({ migrate: 'sh -c "echo rehearsed failure >&2; exit 1"' }),
  },
  health: { expected: 'failed', change: failingHealth },
  switch: { expected: 'failed', before: { deploy: breakSwitch } },
  'smoke-tests': {
    expected: 'rolled-back',
    before: { 'smoke-tests': breakRelease, rollback: repairRelease },
  },
  edge: { expected: 'failed', before: { 'smoke-tests': breakSite } },
  watch: {
    expected: 'rolled-back',
    settings: () => ({ 'watch-seconds': 60 }),
    before: { 'smoke-tests': crashLater },
  },
  rollback: { expected: 'failed', before: { 'smoke-tests': breakRelease, rollback: breakRollback } },
  evidence: { expected: 'failed', settings: enforced, before: { notify: forgetHostKey } },
}

/** Failures that nginx on the server injects. */
const INJECTED_BY_NGINX: readonly string[] = ['smoke-tests', 'edge', 'rollback'] satisfies Stage[]

/** @throws UserError for a failure that cannot be injected, because a service of the compose file serves the site */
export function requireNginx(stage: Stage, { model }: Pick<SeedPlan, 'model'>): void {
  const service = siteService(model)
  if (service !== undefined && INJECTED_BY_NGINX.includes(stage))
    throw new UserError(
      `--fail ${stage}: nginx on the server injects this failure, but ${service} of the compose file serves the site. Rehearse another stage, such as health`,
    )
}

/** The failure of a stage. @throws UserError when the environment does not have the stage */
export function failureOf(stage: Stage, environment: Environment, slots: boolean): Failure {
  if (stage === 'backup' && environment === 'staging') {
    throw new UserError(
      '--fail backup: the staging deployment creates no backup. Rehearse it with production',
    )
  }
  if (stage === 'switch' && !slots) {
    throw new UserError(
      '--fail switch: the service is replaced in place, so traffic is not switched. Rehearse it with a "service" that has {slot}',
    )
  }
  return failures[stage]
}

async function breakRollback(context: FailureContext): Promise<void> {
  await (context.consumer.slots ? breakSwitch(context) : removeOldImages(context))
}

/** The standard with tests of all kinds, so that only the removed evidence is missing. */
function enforced(): SettingChanges {
  const kinds = ['lint', 'types', 'unit'].map(kind => [kind, 'true'])
  return { 'standard.mode': 'enforce', 'test.commands': Object.fromEntries(kinds) }
}
