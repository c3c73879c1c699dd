import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import type { ActionDefinition } from '../parser/action-file.ts'
import { runCommand } from '../run/jobs/process.ts'
import { outputReader } from './commands.ts'
import { processEnvironment } from './environment.ts'
import { createCommandFiles, processCommandFiles } from './files.ts'
import { actionInputs, announceAction } from './inputs.ts'
import type { Step } from './step.ts'

/** Runs one script of a JavaScript action with the Node.js of this process (24, which GitHub also uses for node20 actions). */
export async function runNodeAction(step: Step, action: ActionDefinition, script: string): Promise<boolean> {
  const { job } = step
  Object.assign(step.github, actionContext(action))
  const inputs = actionInputs(step, action)
  announceAction(step, inputs)
  const file = join(action.directory, script)
  if (!existsSync(file))
    throw new UserError(`${action.file}: the file '${script}' does not exist in ${action.source.repository}`)
  const files = createCommandFiles(job.folders.temp)
  const own = {
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
        value,
      ]),
    ),
    ...Object.fromEntries(Object.entries(step.state).map(([name, value]) => [`STATE_${name}`, value])),
  }
  try {
    const code = await runCommand({
      file: process.execPath,
      args: [file],
      directory: job.folders.workspace,
      env: processEnvironment(step, files, own),
      tracking: job.tracking,
      canceller: step.canceller,
      onLine: outputReader(step),
    })
    return code === 0
  } finally {
    processCommandFiles(step, files)
  }
}

/** `github.action_*`; repository and ref are empty for local actions (ActionRunner.cs). */
export function actionContext(action: ActionDefinition): Record<string, unknown> {
  const remote = action.source.repository !== ''
  return {
    action_path: action.directory,
    action_repository: remote ? action.source.repository : '',
    action_ref: remote ? action.source.ref : '',
  }
}
