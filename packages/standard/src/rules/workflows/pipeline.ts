import type { Environment } from '../../model/environment.ts'
import type { Repository } from '../../model/repository.ts'
import { STANDARD } from '../../model/standard-values.ts'
import type { Rule } from '../../rule.ts'
import { calledWorkflow, deployedEnvironments, deploys } from '../../workflows/deployments.ts'
import { pushedBranches, scriptOf, stepsIn, type Workflow } from '../../workflows/workflow.ts'
import { get, textsOf } from '../../yaml/node.ts'

const REMOTE_BUILD = /\bdocker([ -]compose)?\b[^\n;&|]*\s(build\b|up\b[^\n;&|]*--build\b)/
const RUNNER_BUILD = /^docker\/(build-push-action|bake-action)@|\bbuild-image@/

export const builtOnce: Rule = {
  id: 'CHK-2',
  severity: 'E',
  title: 'Images are built once, on the runner.',
  fix: 'Push or transfer the images built on the runner.',
  check: ({ workflows }) =>
    workflows.flatMap(workflow => {
      const steps = stepsIn(workflow).map(({ step }) => step)
      const isRemote = (script: string): boolean => /\bssh\s/.test(script)
      const onRunner = steps.some(
        step =>
          RUNNER_BUILD.test(step.uses?.text ?? '') ||
          (!step.isRemote && !isRemote(scriptOf(step)) && REMOTE_BUILD.test(scriptOf(step))),
      )
      if (!onRunner) return []
      return steps
        .filter(step => step.isRemote || isRemote(scriptOf(step)))
        .flatMap(({ lines }) => lines.filter(({ text }) => REMOTE_BUILD.test(text) && !/^\s*#/.test(text)))
        .map(({ at }) => ({ at, message: 'images are rebuilt on the server' }))
    }),
}

export const standardJobs: Rule = {
  id: 'CHK-4',
  severity: 'E',
  title: 'Each environment has a deployment workflow with the jobs of the standard.',
  fix: 'Call the workflow of tsh/actions, or use the job names of the standard.',
  check: repository =>
    repository.environments.flatMap(environment => {
      const jobs = STANDARD[environment.name]?.jobs
      if (!jobs || !environment.model) return []
      const workflows = deployersOf(repository, environment)
      const [first] = workflows
      if (!first)
        return [
          {
            at: environment.model.at,
            subject: environment.name,
            message: `no workflow deploys ${environment.name}`,
          },
        ]
      if (workflows.some(callsOurWorkflow)) return []
      const present = new Set(workflows.flatMap(workflow => workflow.jobs.map(({ id }) => id)))
      const missing = jobs.filter(job => !present.has(job))
      if (missing.length === 0) return []
      return [
        { at: { file: first.path, line: 1 }, message: `${first.path} has no jobs ${missing.join(', ')}` },
      ]
    }),
}

const deployersOf = ({ workflows }: Repository, { name }: Environment): Workflow[] =>
  workflows.filter(workflow => deployedEnvironments(workflow).includes(name))

const callsOurWorkflow = ({ jobs }: Workflow): boolean =>
  jobs.some(job => /^deploy/.test(calledWorkflow(job) ?? ''))

export const oneDeployer: Rule = {
  id: 'CHK-6',
  severity: 'E',
  title: 'Only one workflow deploys a branch.',
  fix: 'Remove the push trigger of one of them.',
  check: ({ workflows }) => {
    const deployers = workflows.filter(deploys).map(workflow => ({
      workflow,
      branches: pushedBranches(workflow) ?? [],
      paths: textsOf(get(workflow.root, 'on', 'push', 'paths')),
      environments: deployedEnvironments(workflow),
    }))
    return deployers.flatMap(({ workflow, branches, paths, environments }, index) => {
      const other = deployers.slice(0, index).find(
        one =>
          one.branches.some(branch => branches.includes(branch)) &&
          // Different paths of one repository are different applications.
          !(one.paths.length > 0 && paths.length > 0 && !one.paths.some(path => paths.includes(path))) &&
          (environments.length === 0 || one.environments.some(name => environments.includes(name))),
      )
      if (!other) return []
      const at = get(workflow.root, 'on') ?? { file: workflow.path, line: 1 }
      return [
        {
          at: { file: at.file, line: at.line },
          message: `${workflow.path} deploys the same branch as ${other.workflow.path}`,
        },
      ]
    })
  },
}

export const stagingRollback: Rule = {
  id: 'CHK-10',
  severity: 'E',
  title: 'A workflow can roll back staging.',
  fix: 'Call the workflow `rollback.yml` of tsh/actions, or add a job `rollback`.',
  check: repository =>
    repository.environments
      .filter(({ name, model }) => name === 'staging' && model)
      .flatMap(environment => {
        const deployers = deployersOf(repository, environment)
        const [first] = deployers
        const isCovered = repository.workflows.some(
          workflow =>
            workflow.jobs.some(job => calledWorkflow(job) === 'rollback') ||
            (/roll-?back/i.test(`${workflow.path} ${workflow.name}`) && !deployers.includes(workflow)) ||
            (deployers.includes(workflow) && workflow.jobs.some(({ id }) => /roll-?back/i.test(id))),
        )
        if (!first || isCovered || deployers.some(callsOurWorkflow)) return []
        return [{ at: { file: first.path, line: 1 }, message: 'no workflow rolls back staging' }]
      }),
}
