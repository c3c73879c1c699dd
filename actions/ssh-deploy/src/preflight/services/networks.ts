import type { ComposeModel } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'

/** Compose compares the options of networks since 2.31 (docker/compose#12267), and recreates those that differ. */
const COMPARES_SINCE = [2, 31] as const

/**
 * Networks whose options the commit changes: applying them disconnects running containers, including the live slot and
 * the database.
 */
export function networkProblems(
  { compose }: QueryResults,
  { model, before }: { model: ComposeModel; before: ComposeModel | undefined },
  server: string,
): string[] {
  if (!isAtLeast(compose?.text ?? '', COMPARES_SINCE)) return []
  return changedNetworks(model, before).map(
    name =>
      `network "${name}" has different options in this commit, so compose ${compose?.text} on ${server} would recreate it while containers are using it. Apply them manually in a maintenance window (check the commit out, "docker compose down", "docker compose up -d"), or revert them`,
  )
}

/** The same for a compose that leaves them unchanged. */
export function networkWarnings(
  { compose }: QueryResults,
  models: { model: ComposeModel; before: ComposeModel | undefined },
): string[] {
  if (isAtLeast(compose?.text ?? '', COMPARES_SINCE)) return []
  return changedNetworks(models.model, models.before).map(
    name =>
      `network "${name}" has different options in this commit, which compose ${compose?.text} does not apply`,
  )
}

function changedNetworks(model: ComposeModel, before: ComposeModel | undefined): string[] {
  const known = before?.networks ?? {}
  return Object.entries(model.networks ?? {})
    .filter(([name, options]) => name in known && JSON.stringify(known[name]) !== JSON.stringify(options))
    .map(([name]) => name)
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has = 0, hasMinor = 0] = (/(\d+)\.(\d+)/.exec(version)?.slice(1) ?? []).map(Number)
  return has > major || (has === major && hasMinor >= minor)
}
