import { get, scriptOf, textOf, textsOf, type Workflow, type WorkflowJob } from '@tsh/standard/reading'

const ACTION =
  /^[\w.-]+\/[\w.-]*(ssh-action|scp-action|ssh-deploy|rsync|sftp|ftp-deploy|ssh-scp|ansible|kamal|dokku|caprover|easypanel|coolify|docker-stack|docker-remote)[\w.-]*(\/[\w./-]+)?@/i
const REMOTE = /(^|[\s;&|("'])(ssh|scp|rsync|sftp)\s+(-|[\w$."'{]|\.)/m
const COMMANDS: readonly [RegExp, string][] = [
  [/\bdocker stack deploy\b/, 'docker stack deploy'],
  [/\bdocker service update\b/, 'docker service update'],
  [/\bansible-playbook\b/, 'ansible-playbook'],
  [/\bkamal (deploy|redeploy)\b/, 'kamal deploy'],
  [/\bcap \w+ deploy\b/, 'cap deploy'],
  [/\bkubectl (apply|set image|rollout)\b/, 'kubectl'],
  [/\bgit push (-f |--force )?(dokku|heroku|production|live)\b/, 'git push to a server'],
]
const COMPOSE_UP = /\bdocker[ -]compose\b[^\n]*\b(up|pull|restart)\b/

/** Why a job looks like a deployment to a server; undefined if it does not. */
export function deploymentReason(workflow: Workflow, job: WorkflowJob): string | undefined {
  const script = job.steps.map(scriptOf).join('\n')
  const action = job.steps.map(({ uses }) => uses?.text ?? '').find(uses => ACTION.test(uses))
  const remote = REMOTE.exec(script)?.[2]
  const reasons = [
    ...(action === undefined ? [] : [action.replace(/@.*/, '')]),
    ...(remote === undefined ? [] : [`${remote} in a script`]),
    ...COMMANDS.filter(([pattern]) => pattern.test(script)).map(([, name]) => name),
  ]
  // Tests start the application with compose as well.
  const isUp = COMPOSE_UP.test(script) && (reasons.length > 0 || isOnServer(workflow, job))
  const all = [...reasons, ...(isUp ? ['docker compose up'] : [])]
  return all.length === 0 ? undefined : all.join(', ')
}

/** Whether a job runs on the server itself, or is named a deployment. */
const isOnServer = ({ path, name }: Workflow, { id, node, environment }: WorkflowJob): boolean =>
  textsOf(get(node, 'runs-on')).some(label => !/^(ubuntu|macos|windows)-/.test(label)) ||
  environment !== '' ||
  /deploy/i.test(`${path} ${name} ${id} ${textOf(get(node, 'name')) ?? ''}`)
