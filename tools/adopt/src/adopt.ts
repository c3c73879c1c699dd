import { UserError } from '@tsh/action'
import { calledWorkflow, readWorkflow } from '@tsh/standard/reading'
import { type DetectedApplication, detectApplication, workflowsIn } from './detect-application.ts'
import { composeSets } from './environments/compose-files.ts'
import { checkedTree } from './files/checked-tree.ts'
import { callerFiles, type PlannedFile, settingsPathOf } from './files/planned-files.ts'
import { settingsFile } from './files/settings-file.ts'
import { settingsTree, type Tree } from './files/settings-tree.ts'
import type { ComposeChange } from './findings/compose-change.ts'
import { type OldDeployment, oldDeployments } from './findings/old-deployments.ts'
import { gateSetting } from './gate/commands.ts'
import { gateOf, gateUnknowns } from './gate/gate.ts'
import { testServices } from './gate/workflow-gate.ts'
import type { GitRepository, Unknown } from './git-repository.ts'

/** The files that make a repository deployable, and what is left to do by hand. */
export interface Adoption {
  files: PlannedFile[]
  unknowns: Unknown[]
  deployments: OldDeployment[]
  changes: ComposeChange[]
  /** Existing workflows that already call tsh/actions, so that no caller is planned. */
  callers: string[]
}

/** Derives the settings and the callers from the files of a repository. @throws UserError without a compose file */
export function adopt(repository: GitRepository): Adoption {
  const sets = composeSets(repository.files)
  if (sets.length === 0)
    throw new UserError(
      `${repository.name} has no compose file. Create docker-compose.production.yml, or compose.yml`,
    )
  const workflows = workflowsIn(repository)
  const gate = gateOf(repository.files, workflows)
  const test = gateSetting(gate)
  const names = [...new Set(sets.map(({ application }) => application))]
  const applications = names.map(name =>
    detectApplication(
      repository,
      sets.filter(({ application }) => application === name),
      workflows,
    ),
  )
  const results = applications.map(application => settingsOf(application, test))
  const planned = applications.flatMap(callerFiles)
  const callers = existingCallers(repository)
  const environments = applications.flatMap(one => one.environments)
  const branches = environments.flatMap(({ branch }) => branch ?? [])
  return {
    files: [
      ...results.map(({ file }) => file),
      ...planned.filter(file => callers.every(one => !isSame(one, file))),
    ],
    unknowns: uniqueUnknowns([
      ...environments.flatMap(one => one.unknowns),
      ...results.flatMap(one => one.refused),
      ...gateUnknowns(gate, testServices(workflows)),
    ]),
    deployments: oldDeployments(workflows, [...new Set(branches)]),
    changes: uniqueChanges(environments.flatMap(({ changes }) => changes)),
    callers: callers.map(({ path }) => path),
  }
}

function settingsOf(
  application: DetectedApplication,
  test: Tree | undefined,
): { file: PlannedFile; refused: Unknown[] } {
  const { tree, refused } = checkedTree(settingsTree(application, test))
  const missing = new Map(application.environments.map(one => [one.environment.name, one.missing]))
  return { file: { path: settingsPathOf(application), text: settingsFile(tree, missing) }, refused }
}

interface ExistingCaller {
  path: string
  workflow: string
}

function existingCallers({ files }: GitRepository): ExistingCaller[] {
  const paths = files.paths.filter(path => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
  return paths.flatMap(path => {
    const jobs = readWorkflow(path, files.text(path) ?? '')?.jobs ?? []
    return jobs.flatMap(job => {
      const workflow =
        calledWorkflow(job) ?? (/\/workflows\/setup\.ya?ml@/.test(job.uses?.text ?? '') ? 'setup' : undefined)
      return workflow === undefined ? [] : [{ path, workflow }]
    })
  })
}

/** A caller under another name would deploy twice; one under the same name is shown as a difference. */
const isSame = (existing: ExistingCaller, planned: PlannedFile): boolean =>
  existing.workflow === planned.calls?.workflow && existing.path !== planned.path

function uniqueUnknowns(unknowns: readonly Unknown[]): Unknown[] {
  const isFirst = ({ key, why }: Unknown, at: number): boolean =>
    unknowns.findIndex(one => one.key === key && one.why === why) === at
  return unknowns.filter(isFirst)
}

function uniqueChanges(changes: readonly ComposeChange[]): ComposeChange[] {
  const textOf = ({ file, service, why }: ComposeChange): string => [file, service, why].join('\n')
  return changes.filter((change, at) => changes.findIndex(one => textOf(one) === textOf(change)) === at)
}
