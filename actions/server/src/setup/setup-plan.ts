import { absolute, type EnvFilePlan } from '@tsh/deployment'
import { lastLines, linesOf, type QueryResults } from '@tsh/server-query'
import type { ServerInputs } from '../inputs.ts'
import { folderStep, type SetupStep, siteStep, slotFileStep } from './setup-step.ts'

/** What setup changes on a server, and what is left for a person. */
export interface SetupPlan {
  /** Creates the folder of the checkout; undefined when it exists. */
  path: SetupStep | undefined
  /** Creates the folder of the slot file, and the file. */
  slots: SetupStep[]
  /** Whether the commit is checked out. */
  checksOut: boolean
  /** The text of the env file that is written; undefined when it stays. */
  envText: string | undefined
  /** Installs the site. */
  proxy: SetupStep[]
  /** What changes in the configuration of the proxy; empty for nothing. */
  difference: string
  /** What a person has to do before the first deployment, as sentences. */
  todo: string[]
  /** What a person should know. */
  notes: string[]
}

/** A site that nginx does not have yet. */
export interface MissingSite {
  folder: string
  file: string
  content: string
  change: 'create' | 'replace'
  /** From the present file, as a unified diff. */
  difference: string
}

/** The proxy in front of the application. */
export interface ProxyState {
  /** The site that has to be installed; undefined when the proxy is ready. */
  site: MissingSite | undefined
  todo: string[]
  notes: string[]
}

/** Which steps only an administrator can take. */
export const stepsForRoot = ({ path, slots, proxy }: SetupPlan, { root }: QueryResults): SetupStep[] =>
  root?.code === 0 ? [] : [...(path ? [path] : []), ...slots, ...proxy].filter(({ needsRoot }) => needsRoot)

interface Facts {
  env: EnvFilePlan
  proxy: ProxyState
  /** Problems of networks and volumes that compose does not create. */
  missing: readonly string[]
}

/** Decides what is missing on a server. */
export function planSetup(
  inputs: ServerInputs,
  results: QueryResults,
  { env, proxy: { site, todo, notes }, missing }: Facts,
): SetupPlan {
  const { application } = inputs
  const [user = '', group = ''] = [results.user?.text, results.group?.text]
  const pathFolder = { user, group, isWritable: results.path_writable?.code === 0 }
  const isNew = results.env?.code !== 0
  const writesEnv = isNew
    ? env.unfilled.length === 0 && env.text !== ''
    : env.changed.length + env.added.length > 0
  return {
    path:
      results.path?.code === 0 && pathFolder.isWritable
        ? undefined
        : folderStep(application.path, pathFolder),
    slots: slotDirectorySteps(inputs, results, { user, group }),
    checksOut: results.checkout?.code !== 0,
    envText: writesEnv ? env.text : undefined,
    difference: site?.difference ?? '',
    proxy: site ? [siteStep(site, site.change)] : [],
    todo: [
      ...(isNew ? envTodo(inputs, env) : []),
      ...fetchTodo(inputs, results),
      ...missing.map(sentence),
      ...todo,
    ],
    notes: [...(isNew ? [] : envNotes(inputs, env)), ...notes],
  }
}

const sentence = (problem: string): string => `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`

/** The folder of the slot file with the first slot; for a replacement in place the folder alone. */
function slotDirectorySteps(
  { application: { placement }, handoverPort }: ServerInputs,
  { slots, slots_writable }: QueryResults,
  owner: { user: string; group: string },
): SetupStep[] {
  const { slotDirectory } = placement
  if (slotDirectory === undefined || (placement.kind === 'in-place' && handoverPort === undefined)) return []
  const folder = { ...owner, isWritable: slots_writable?.code === 0 }
  const exists = slots?.code === 0
  const steps = exists && folder.isWritable ? [] : [folderStep(slotDirectory, folder)]
  if (placement.kind === 'in-place') return steps
  const hasSlot = linesOf(slots).some(file => placement.slots.includes(file))
  return hasSlot ? steps : [...steps, slotFileStep(slotDirectory, placement.slots[0], folder)]
}

function envTodo({ application }: ServerInputs, env: EnvFilePlan): string[] {
  const { envFile } = application
  const path = absolute(application, envFile)
  if (env.text === '')
    return [
      `Create ${path} with mode 600. The commit has no ${envFile}.example, from which setup could create it.`,
    ]
  if (env.unfilled.length === 0) return []
  return [
    `Create ${path} with mode 600 from its example, with values for ${env.unfilled.join(', ')}. Or list these keys in the setting env.secrets and put KEY=value lines into the secret APP_ENV; setup then writes the file.`,
  ]
}

function envNotes({ application: { envFile } }: ServerInputs, { unfilled, absent }: EnvFilePlan): string[] {
  return [
    ...(unfilled.length > 0 ? [`${envFile} may still have placeholders for ${unfilled.join(', ')}.`] : []),
    ...(absent.length > 0 ? [`${envFile} does not have ${absent.join(', ')}, which its example has.`] : []),
  ]
}

/** Later commits are fetched by the server itself, unless they are transferred. */
function fetchTodo(
  { repository, application: { path } }: ServerInputs,
  { remote, user }: QueryResults,
): string[] {
  if (repository === undefined || remote?.code === 0) return []
  const reason = remote === undefined ? '' : lastLines(remote)
  const [, host, port] = /^(?:ssh:\/\/)?(?:[^@/]+@)?([^:/]+)(?::(\d+)\/)?/.exec(repository) ?? []
  if (/host key verification failed/i.test(reason))
    return [
      `Add the host keys of ${host} to ~/.ssh/known_hosts of ${user?.text} on the server, after comparing them with those that ${host} publishes (ssh-keyscan ${port ? `-p ${port} ` : ''}${host}). Or set "commits: transfer" in the settings, so that ${path} needs no access.`,
    ]
  return [
    `Give ${user?.text} on the server read access to ${repository}, such as with a deploy key (ssh-keygen -t ed25519, then "Deploy keys" in the settings of the repository). Or set "commits: transfer" in the settings, so that ${path} needs no access.${reason === '' ? '' : ` git reports: ${reason}`}`,
  ]
}
