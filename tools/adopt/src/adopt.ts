import { UserError } from '@tsh/action'
import type { Workflow } from '@tsh/standard/reading'
import { type DetectedApplication, detectApplication } from './detect-application.ts'
import { chosenComposeFiles } from './environments/chosen-compose-files.ts'
import { type ComposeSet, composeSets } from './environments/compose-files.ts'
import { mergedTemplates } from './environments/derived-template.ts'
import {
  type ExistingCaller,
  existingCallers,
  isCalledElsewhere,
  ownWorkflows,
} from './existing-workflows.ts'
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
import { uniqueBy } from './unique-by.ts'

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
  const workflows = ownWorkflows(repository)
  const sets = composeSets(repository.files, chosenComposeFiles(repository.files, workflows))
  if (sets.length === 0)
    throw new UserError(
      `${repository.name} has no compose file. Create docker-compose.production.yml, or compose.yml`,
    )
  const gate = gateOf(repository.files, workflows)
  const applications = applicationsOf(repository, sets, workflows)
  const settings = applications.map(application => settingsOf(application, gateSetting(gate)))
  const callers = existingCallers(repository)
  const environments = applications.flatMap(application => application.environments)
  const branches = environments.flatMap(({ branch }) => branch ?? [])
  const unknowns = [
    ...environments.flatMap(environment => environment.unknowns),
    ...settings.flatMap(({ refused }) => refused),
    ...gateUnknowns(gate, testServices(workflows)),
  ]
  const changes = environments.flatMap(environment => environment.changes)
  const templates = mergedTemplates(
    environments.flatMap(({ environment }) => environment.derivedTemplate ?? []),
  )
  const files = [
    ...settings.map(({ file }) => file),
    ...templates.map(template => ({ kind: 'template' as const, ...template })),
    ...newCallers(applications, callers),
  ]
  return {
    files,
    unknowns: uniqueBy([...unknowns, ...ignoredFiles(repository, files)], ({ key, why }) => `${key}\n${why}`),
    deployments: oldDeployments(workflows, [...new Set(branches)]),
    changes: uniqueBy(changes, ({ file, service, why }) => [file, service, why].join('\n')),
    callers: [...new Set(callers.map(({ path }) => path))],
  }
}

/** Files that "git add" would leave out. A template is listed with its environment. */
const ignoredFiles = (
  { files: { has, isIgnored } }: GitRepository,
  planned: readonly PlannedFile[],
): Unknown[] =>
  planned
    .filter(({ kind, path }) => kind !== 'template' && !has(path) && isIgnored(path))
    .map(({ path }) => ({
      key: path,
      why: 'git ignores it, so it would not be committed',
      find: `remove the pattern from .gitignore, or add it with "git add --force ${path}"`,
    }))

function applicationsOf(
  repository: GitRepository,
  sets: readonly ComposeSet[],
  workflows: readonly Workflow[],
): DetectedApplication[] {
  const names = [...new Set(sets.map(({ application }) => application))]
  return names.map(name => {
    const own = sets.filter(({ application }) => application === name)
    return detectApplication(repository, own, workflows)
  })
}

function settingsOf(
  application: DetectedApplication,
  test: Tree | undefined,
): { file: PlannedFile; refused: Unknown[] } {
  const { tree, refused } = checkedTree(settingsTree(application, test))
  const missing = new Map(
    application.environments.map(({ environment, missing }) => [environment.name, missing]),
  )
  const path = settingsPathOf(application)
  return { file: { kind: 'settings', path, text: settingsFile(tree, missing) }, refused }
}

/** An existing caller with the name of a new one is shown as a difference. */
const newCallers = (
  applications: readonly DetectedApplication[],
  existing: readonly ExistingCaller[],
): PlannedFile[] =>
  applications
    .flatMap(callerFiles)
    .filter(({ path, call }) => call === undefined || !isCalledElsewhere(path, call, existing))
