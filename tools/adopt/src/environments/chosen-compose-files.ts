import { posix } from 'node:path'
import { DEFAULT_SETTINGS_PATH } from '@tsh/settings'
import {
  get,
  type RepositoryFiles,
  readYaml,
  scriptOf,
  textOf,
  textsOf,
  type Workflow,
  type WorkflowJob,
} from '@tsh/standard/reading'
import { deploymentReason } from '../findings/deployment-reason.ts'
import { uniqueBy } from '../unique-by.ts'
import { type EnvironmentName, environmentIn } from './file-words.ts'

/** Compose files by environment, for those of which a repository says so itself, whatever the names of the files. */
export type ChosenFiles = ReadonlyMap<EnvironmentName, string[]>

/** From the settings file, else from the commands of today's deployments. */
export const chosenComposeFiles = (files: RepositoryFiles, workflows: readonly Workflow[]): ChosenFiles =>
  new Map([...fromDeployments(files, workflows), ...fromSettings(files)])

const ENVIRONMENTS: readonly EnvironmentName[] = ['production', 'staging']

function fromSettings(files: RepositoryFiles): [EnvironmentName, string[]][] {
  const { root } = readYaml(DEFAULT_SETTINGS_PATH, files.text(DEFAULT_SETTINGS_PATH) ?? '')
  if (!root) return []
  return ENVIRONMENTS.filter(name => get(root, 'environments', name)).flatMap(name => {
    const own = textsOf(get(root, 'environments', name, 'compose-file'))
    const paths = own.length > 0 ? own : textsOf(get(root, 'compose-file'))
    return isPresent(files, paths) ? [[name, paths]] : []
  })
}

/** An environment whose deployments start several lists of files is not decided here. */
function fromDeployments(
  files: RepositoryFiles,
  workflows: readonly Workflow[],
): [EnvironmentName, string[]][] {
  const found = workflows.flatMap(workflow =>
    workflow.jobs
      .filter(job => deploymentReason(workflow, job) !== undefined)
      .flatMap(job =>
        job.steps.flatMap(step => startedFiles(scriptOf(step))).map(paths => ({ workflow, job, paths })),
      )
      .map(({ paths, ...place }) => ({ paths, environment: environmentOf(paths, place) })),
  )
  return ENVIRONMENTS.flatMap((name): [EnvironmentName, string[]][] => {
    const lists = found.filter(({ environment }) => environment === name).map(({ paths }) => paths)
    const [first = [], ...others] = uniqueBy(lists, paths => paths.join(' '))
    const isClear = others.length === 0 && isPresent(files, first) && !first.some(isForTests)
    return isClear ? [[name, first]] : []
  })
}

/** What most clearly names an environment, from the environment of the job to the name of the workflow. */
function environmentOf(
  paths: readonly string[],
  { workflow, job }: { workflow: Workflow; job: WorkflowJob },
): EnvironmentName {
  const names = [
    job.environment,
    paths.map(path => posix.basename(path)).join(' '),
    `${job.id} ${textOf(get(job.node, 'name')) ?? ''}`,
    `${workflow.path} ${workflow.name}`,
  ]
  const found = names.map(name => environmentIn(name.replace(/deploy(ments?|s|ing)?(?![a-z])/gi, '')))
  return found.find(name => name !== undefined) ?? 'production'
}

const START = /\bdocker[ -]compose\b([^\n;&|]*) up\b/g
const FILE_OPTION = /(?:^| )(?:-f|--file)[ =](\S+)/g
const OF_VARIABLE = /\bCOMPOSE_FILE=["']?([\w./:-]+)/g

/** The lists of files that compose starts services from, relative to the checkout as far as they can be known. */
function startedFiles(script: string): string[][] {
  const options = [...script.matchAll(START)].map(([, text = '']) =>
    [...text.matchAll(FILE_OPTION)].map(([, path = '']) => path),
  )
  const variables = [...script.matchAll(OF_VARIABLE)].map(([, list = '']) => list.split(':'))
  return [...options, ...variables]
    .filter(paths => paths.length > 0)
    .map(paths => paths.map(path => path.replace(/^["']?(\.\/)?|["']$/g, '')))
}

const isPresent = (files: RepositoryFiles, paths: readonly string[]): boolean =>
  paths.length > 0 && paths.every(path => files.has(path))

const isForTests = (path: string): boolean =>
  path.split(/[^A-Za-z0-9]+/).some(word => /^(dev|development|local|test|ci|e2e)$/.test(word))
