import type { Evidence } from '../../finding.ts'
import type { Repository } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'
import { stepsIn, type Workflow } from '../../workflows/workflow.ts'
import { entryOf, get, textOf } from '../../yaml/node.ts'

/** A replacement whose pattern also matches a longer key. */
const UNANCHORED = /\bsed\b.*\bs([|/#,@])(?!\^)(?:\\b|\\<)?(ACTIVE_DEPLOYMENT_SLOT|DEPLOYMENT_SLOT|VERSION)=/

export const wholeKeys: Rule = {
  id: 'CHK-7',
  severity: 'E',
  title: 'Keys of the env file are replaced as whole lines.',
  fix: 'Anchor the pattern: `s|^DEPLOYMENT_SLOT=.*|…|`.',
  check: ({ workflows, files }: Repository) => {
    const scripts = files.paths.filter(path => /\.(sh|bash)$/.test(path))
    const lines = [
      ...workflows.flatMap(stepsIn).flatMap(({ step }) => step.lines),
      ...scripts.flatMap(path =>
        (files.text(path) ?? '')
          .split('\n')
          .map((text, index) => ({ text, at: { file: path, line: index + 1 } })),
      ),
    ]
    return lines
      .filter(({ text }) => UNANCHORED.test(text) && !/^\s*#/.test(text))
      .map(({ text, at }) => ({
        at,
        message: `the pattern for ${UNANCHORED.exec(text)?.[2]} also matches longer keys`,
      }))
  },
}

const SHA = /@[0-9a-f]{40}$/
/** Actions of the repository, of tsh, and images by digest. */
const TRUSTED = /^(\.|\$|tsh\/|docker:\/\/.*@sha256:)/
const MIN_SLEEP_SECONDS = 5

export const carefulSteps: Rule = {
  id: 'CHK-8',
  severity: 'W',
  title: 'Workflows poll instead of sleeping, pin actions, set job timeouts and restrict permissions.',
  fix: 'Poll with a timeout, pin the action to a SHA, and set `timeout-minutes` and `permissions`.',
  check: ({ workflows }) =>
    workflows.flatMap(workflow => [
      ...sleeps(workflow),
      ...unpinned(workflow),
      ...unlimited(workflow),
      ...unrestricted(workflow),
    ]),
}

function sleeps(workflow: Workflow): Evidence[] {
  return stepsIn(workflow).flatMap(({ step }) => {
    let depth = 0
    return step.lines.flatMap(({ text, at }) => {
      if (/^\s*(for|while|until)\b/.test(text)) depth++
      const seconds = Number(/(?:^|[;&|]\s*)\s*sleep\s+(\d+)/.exec(text)?.[1] ?? 0)
      // A sleep between two attempts of a loop is polling.
      const isFixed = seconds >= MIN_SLEEP_SECONDS && depth === 0 && !/\bdone\b/.test(text)
      if (/^\s*done\b/.test(text)) depth = Math.max(depth - 1, 0)
      return isFixed
        ? [{ at, subject: 'sleep', message: `fixed sleep of ${seconds} s`, fix: 'Poll with a timeout.' }]
        : []
    })
  })
}

function unpinned(workflow: Workflow): Evidence[] {
  const used = [
    ...workflow.jobs.flatMap(({ uses }) => uses ?? []),
    ...stepsIn(workflow).flatMap(({ step }) => step.uses ?? []),
  ]
  const first = used.find(({ text }) => !TRUSTED.test(text) && !SHA.test(text))
  if (!first) return []
  const message = `${first.text} is not pinned to a commit`
  const fix = 'Pin the actions of the workflow to the SHA of a commit.'
  return [{ at: first.at, subject: 'uses', message, fix }]
}

function unlimited({ root, jobs }: Workflow): Evidence[] {
  if (!get(root, 'jobs')) return []
  const job = jobs.find(({ uses, node }) => !uses && !get(node, 'timeout-minutes'))
  if (!job) return []
  const message = `job ${job.id} has no timeout-minutes`
  return [{ at: job.at, subject: 'timeout', message, fix: 'Set `timeout-minutes` for every job.' }]
}

function unrestricted({ path, root, jobs }: Workflow): Evidence[] {
  const hasPermissions = get(root, 'permissions') || jobs.every(({ node }) => get(node, 'permissions'))
  if (!get(root, 'jobs') || hasPermissions) return []
  const message = `${path} sets no permissions`
  const fix = 'Set `permissions`, such as `permissions: { contents: read }`.'
  return [{ at: { file: path, line: 1 }, subject: 'permissions', message, fix }]
}

export const cacheScopes: Rule = {
  id: 'CHK-9',
  severity: 'W',
  title: 'Each image build uses its own cache scope.',
  fix: 'Add `scope=<service>` to cache-from and cache-to.',
  check: ({ workflows }) => {
    const builds = workflows
      .flatMap(stepsIn)
      .filter(({ step }) => /^docker\/(build-push|bake)-action@/.test(step.uses?.text ?? ''))
      .map(({ step }) => ({
        entry: entryOf(get(step.node, 'with'), 'cache-to'),
        image: textOf(get(step.node, 'with', 'file')) ?? textOf(get(step.node, 'with', 'context')) ?? '',
      }))
      .filter(({ entry }) => /type=gha/.test(textOf(entry?.node) ?? ''))
    return builds.flatMap(({ entry, image }, index): Evidence[] => {
      const scope = scopeOf(textOf(entry?.node) ?? '')
      const other = builds
        .slice(0, index)
        .find(one => scopeOf(textOf(one.entry?.node) ?? '') === scope && one.image !== image)
      return entry && other
        ? [{ at: entry.at, message: `two builds share the cache scope ${scope || 'buildkit'}` }]
        : []
    })
  },
}

const scopeOf = (text: string): string => /\bscope=([^,\s]+)/.exec(text)?.[1] ?? ''
