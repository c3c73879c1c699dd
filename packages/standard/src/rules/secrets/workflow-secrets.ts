import { placeOf } from '../../compose/model.ts'
import type { Evidence } from '../../finding.ts'
import type { Environment } from '../../model/environment.ts'
import type { Repository } from '../../model/repository.ts'
import { BACKUP_SECRETS, REGISTRY_SECRETS, SECRETS } from '../../model/standard-values.ts'
import type { Rule } from '../../rule.ts'
import { deployedEnvironments, deploys, isDeployJob, passedSecrets } from '../../workflows/deployments.ts'
import { stepsIn, type Workflow, type WorkflowJob } from '../../workflows/workflow.ts'
import { get } from '../../yaml/node.ts'

export const requiredSecrets: Rule = {
  id: 'SEC-1',
  severity: 'E',
  title: 'Deployment workflows use the secrets of the standard by name.',
  fix: 'Pass the secret in `secrets:`, and define it in the repository settings.',
  check: repository =>
    repository.workflows.filter(deploys).flatMap(workflow =>
      deployedEnvironments(workflow).flatMap(name => {
        const environment = repository.environments.find(one => one.name === name)
        return environment ? missingSecrets(repository, workflow, environment) : []
      }),
    ),
}

function missingSecrets(repository: Repository, workflow: Workflow, environment: Environment): Evidence[] {
  const job = workflow.jobs.find(isDeployJob)
  const used = usedSecrets(repository, workflow, job)
  if (!job || used === 'inherit') return []
  return wantedSecrets(environment)
    .filter(names => !names.some(name => used.includes(name)))
    .map(([name = '']) => ({
      at: placeOf(job, 'secrets'),
      subject: name,
      message: `${workflow.path} deploys ${environment.name} without the secret ${name}`,
    }))
}

function wantedSecrets({ name, settings, model }: Environment): readonly (readonly string[])[] {
  const isProduction = name === 'production'
  const hasDatabase = settings ? settings.database !== 'none' : model !== undefined
  return [
    ...(SECRETS[name] ?? []),
    ...(isProduction && hasDatabase ? BACKUP_SECRETS : []),
    ...(settings?.registry === undefined ? [] : REGISTRY_SECRETS),
  ]
}

/** The secrets that a call passes, or that any step of the workflow or of a called workflow references. */
function usedSecrets({ workflows }: Repository, workflow: Workflow, job?: WorkflowJob): string[] | 'inherit' {
  if (job?.uses) return passedSecrets(job)
  const called = workflow.jobs.flatMap(({ uses }) =>
    workflows.filter(({ path }) => uses?.text === `./${path}`),
  )
  return [workflow, ...called].flatMap(({ text }) =>
    [...text.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name),
  )
}

/** Values of an event that GitHub assigns: numbers, hashes and words of a fixed list. */
const ASSIGNED = '(?![\\w.-]*(?:inputs|payload)\\.)(?:[\\w-]+\\.)*(?:number|id|sha|conclusion)(?![\\w.-])'
/** Secrets and untrusted values. */
const INTERPOLATED = new RegExp(
  `\\$\\{\\{[^}]*?\\b((?:secrets|inputs)\\.[\\w.-]+|github\\.event\\.(?!${ASSIGNED})[\\w.-]+|github\\.head_ref)`,
)

export const noInterpolatedValues: Rule = {
  id: 'SEC-6',
  severity: 'E',
  title: 'No script interpolates secrets or inputs with `${{ }}`.',
  fix: 'Pass it through `env`, and use "$NAME" in the script.',
  check: ({ workflows }) =>
    workflows.flatMap(stepsIn).flatMap(({ step }) =>
      step.lines.flatMap(({ text, at }) => {
        const [, name] = INTERPOLATED.exec(text) ?? []
        return name === undefined ? [] : [{ at, message: `the script interpolates ${name}` }]
      }),
    ),
}

/** Commands that trust any host key. */
const UNPINNED =
  /\bssh-keyscan\b|StrictHostKeyChecking[= ](no|accept-new|off)|UserKnownHostsFile[= ]\/dev\/null/
const KEY_TO_DISK =
  /(SSH|PRIVATE|DEPLOY)[\w.]*KEY[^\n]*>>?\s*\S*(\.ssh\/|\.pem|id_(rsa|ed25519|ecdsa)|_?key\b)/i

export const pinnedHosts: Rule = {
  id: 'SEC-7',
  severity: 'E',
  title: 'SSH host keys are pinned, and private keys are not written to disk.',
  fix: 'Pin the host key in the settings file or in known_hosts, and load the private key into ssh-agent.',
  check: repository => [
    ...repository.workflows
      .flatMap(stepsIn)
      .flatMap(({ step }) => [
        ...step.lines.flatMap(sshProblem),
        ...(step.isRemote && !get(step.node, 'with', 'fingerprint') && step.uses
          ? [{ at: step.uses.at, message: `${step.uses.text.split('@')[0]} does not verify the host key` }]
          : []),
      ]),
    ...deployScripts(repository).flatMap(path =>
      (repository.files.text(path) ?? '')
        .split('\n')
        .flatMap((text, index) => sshProblem({ text, at: { file: path, line: index + 1 } })),
    ),
  ],
}

function sshProblem({ text, at }: { text: string; at: Evidence['at'] }): Evidence[] {
  if (/^\s*#/.test(text)) return []
  if (UNPINNED.test(text)) return [{ at, subject: 'host', message: 'the host key is not verified' }]
  return KEY_TO_DISK.test(text) ? [{ at, subject: 'key', message: 'a private key is written to disk' }] : []
}

const deployScripts = ({ files }: Repository): string[] =>
  files.paths.filter(path => /\.(sh|bash)$/.test(path) && !/(^|\/)(node_modules|vendor|tests?)\//.test(path))

export const namedSecrets: Rule = {
  id: 'SEC-8',
  severity: 'W',
  title: 'Secrets are passed by name, not with `inherit`.',
  fix: 'List the secrets that the called workflow needs.',
  check: ({ workflows }) =>
    workflows
      .flatMap(({ jobs }) => jobs)
      .filter(job => passedSecrets(job) === 'inherit')
      .map(job => ({ at: placeOf(job, 'secrets'), message: `job ${job.id} passes all secrets` })),
}
