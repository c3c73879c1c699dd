import { escapeMarkdown, log, UserError, writeSummary } from '@tsh/action'
import type { EnvFilePlan } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { ServerInputs } from '../inputs.ts'
import type { SetupPlan } from './setup-plan.ts'
import type { SetupStep } from './setup-step.ts'

export type Outcome = 'nothing-to-change' | 'changed' | 'planned'

/**
 * Reports what setup has done or would do, and what is left for a person.
 * @param left steps that only an administrator can take
 * @throws UserError when something is left, except after a dry run
 */
export async function reportSetup(
  plan: SetupPlan,
  inputs: ServerInputs,
  { server, env, left }: { server: Remote; env: EnvFilePlan; left: readonly SetupStep[] },
): Promise<Outcome> {
  const lines = stepsOf(plan, inputs, env)
  for (const line of inputs.dryRun ? lines : []) log.info(`would ${line}`)
  for (const text of plan.todo) log.warning(text, 'server')
  for (const note of plan.notes) log.info(note)
  await writeSummary(summaryOf(plan, inputs, { name: server.name, lines, left }))
  if (!inputs.dryRun && (left.length > 0 || plan.todo.length > 0))
    throw new UserError(incomplete(plan, left, server.name))
  if (lines.length === 0) {
    log.info(`nothing to change: ${server.name} is set up. Deploy with the workflow of this environment`)
    return 'nothing-to-change'
  }
  if (inputs.dryRun) return 'planned'
  log.info(`${server.name} is set up. Deploy with the workflow of this environment`)
  return 'changed'
}

/** All changes, to complete "would …". */
function stepsOf(plan: SetupPlan, { application, sha }: ServerInputs, env: EnvFilePlan): string[] {
  const { path, envFile } = application
  const changes = [
    ...(env.added.length > 0 ? [`add ${env.added.join(', ')}`] : []),
    ...(env.changed.length > 0 ? [`change ${env.changed.join(', ')}`] : []),
  ]
  return [
    ...(plan.path ? [plan.path.text] : []),
    ...(plan.checksOut ? [`check out ${sha} in ${path}`] : []),
    ...(plan.envText === undefined ? [] : [`write ${path}/${envFile}: ${changes.join('; ')}`]),
    ...[...plan.slots, ...plan.proxy].map(({ text }) => text),
  ]
}

function incomplete(plan: SetupPlan, left: readonly SetupStep[], server: string): string[] {
  const commands = left.map(({ text }) => text).join('; ')
  return [
    ...(left.length > 0
      ? [
          `${server} may not ${commands}. Run the commands in the summary as root on the server, then run setup again`,
        ]
      : []),
    ...plan.todo.map(text => text.replace(/\.$/, '')),
  ]
}

function summaryOf(
  { todo, notes, difference }: SetupPlan,
  { dryRun }: ServerInputs,
  { name, lines, left }: { name: string; lines: readonly string[]; left: readonly SetupStep[] },
): string {
  const list = (items: readonly string[]): string =>
    items.map(item => `1. ${escapeMarkdown(item)}`).join('\n')
  const title = lines.length === 0 ? 'nothing to change' : dryRun ? 'plan, nothing was changed' : 'changes'
  const scripts = left.map(({ script }) => script).join('\n')
  return [
    `### Setup of ${escapeMarkdown(name)}: ${title}`,
    list(lines),
    ...(todo.length > 0 ? ['#### To do', list(todo)] : []),
    ...(difference === '' ? [] : [`\`\`\`\`diff\n${difference}\n\`\`\`\``]),
    ...(scripts === '' ? [] : [`#### Commands for root\n\n\`\`\`\`sh\n${scripts}\n\`\`\`\``]),
    ...(notes.length > 0 ? ['#### Notes', list(notes)] : []),
  ].join('\n\n')
}
