import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { messageOf } from '../errors.ts'
import { textOf } from '../parser/tokens.ts'
import { type JobDraft, parseWorkflowFile } from '../parser/workflow-file.ts'
import { checkActions } from './actions.ts'
import { callProblems } from './calls.ts'
import { concurrencyProblems } from './concurrency.ts'
import type { CallDefinition, JobDefinition, Source, WorkflowDefinition } from './definition.ts'
import { githubProblems } from './github-problems.ts'
import { excessPermissions, type Permissions, passedPermissions } from './permissions.ts'
import { type Repositories, workflowReference } from './references.ts'
import { unsupported } from './refusals.ts'

/** The caller plus nine: docs.github.com, "Reusing workflows", limits. */
const MAX_DEPTH = 10

/** Different workflows that a run may call across all levels; the same page. */
const MAX_CALLED_WORKFLOWS = 50

export interface Loading {
  repositories: Repositories
  /** The files called so far. */
  called: Set<string>
  /** The folder that a checkout of the caller's repository would produce. */
  workspaceSource: string
}

/**
 * Reads a workflow and all called workflows, and rejects unsupported features before anything runs. All problems of a file
 * are reported together.
 */
export async function loadWorkflow(
  source: Source,
  loading: Loading,
  chain: Source[] = [],
  granted?: Permissions,
): Promise<WorkflowDefinition> {
  const draft = await parseWorkflowFile(source, readFileSync(join(source.root, source.path), 'utf8'))
  const problems = [...githubProblems(draft), ...unsupported(draft), ...concurrencyProblems(draft)]
  const jobs: JobDefinition[] = []
  for (const job of draft.jobs) {
    try {
      checkActions(job, draft.source, loading)
      jobs.push(
        job.uses ? { ...job, call: await loadCall(job, draft, loading, [...chain, source], granted) } : job,
      )
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problems.push(
        ...messageOf(error)
          .split('\n')
          .map(line => locate(line, source, job)),
      )
    }
  }
  if (problems.length) throw new UserError(problems.join('\n'))
  return { ...draft, jobs }
}

async function loadCall(
  job: JobDraft,
  caller: Omit<WorkflowDefinition, 'jobs'>,
  loading: Loading,
  chain: Source[],
  granted: Permissions,
): Promise<CallDefinition> {
  const uses = textOf(job.uses) ?? ''
  const source = workflowReference(uses, caller.source, loading.repositories)
  if (chain.some(other => other.root === source.root && other.path === source.path)) {
    throw new UserError(`uses: ${uses}: a workflow cannot call itself, directly or through others`)
  }
  if (chain.length >= MAX_DEPTH)
    throw new UserError(`uses: ${uses}: workflows can be nested ${MAX_DEPTH} levels deep, not more`)
  loading.called.add(join(source.root, source.path))
  if (loading.called.size > MAX_CALLED_WORKFLOWS)
    throw new UserError(
      `uses: ${uses}: the run would call ${loading.called.size} different workflows; GitHub allows ${MAX_CALLED_WORKFLOWS}`,
    )
  const passed = passedPermissions(job, caller, granted)
  const workflow = await loadWorkflow(source, loading, chain, passed)
  if (!workflow.events.includes('workflow_call'))
    throw new UserError(`uses: ${uses}: the workflow has no 'on: workflow_call'`)
  const problems = [...callProblems(job, workflow, uses), ...excessPermissions(workflow, passed, uses)]
  if (problems.length) throw new UserError(problems.join('\n'))
  const secrets = textOf(job.secrets) === 'inherit' ? 'inherit' : job.secrets
  return { workflow, ...(job.with && { with: job.with }), ...(secrets && { secrets }) }
}

/** Prefixes file and job, unless the message already contains a position in a file. */
function locate(message: string, source: Source, job: JobDefinition): string {
  return /\(Line: \d+/.test(message)
    ? message
    : `${source.path} (Line: ${job.line}): job '${job.id}': ${message}`
}
