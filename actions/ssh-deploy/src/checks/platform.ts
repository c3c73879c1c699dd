import type { ComposeModel } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { architectureProblem, type BuiltFor, type ServerArchitecture } from '../images/architecture.ts'
import { serverArchitecture } from '../images/check-architecture.ts'
import { type Check, check, skipped } from './check.ts'

/** Whether the server can run what the build will produce. @param runner the architecture that is built by default */
export function platformCheck(
  { architecture }: QueryResults,
  model: ComposeModel | undefined,
  runner: string,
): Check {
  const server = serverArchitecture(architecture?.code === 0 ? architecture.text : '')
  if (server.own === '' || !model) return skipped('Architecture', 'it is unknown')
  const problems = Object.entries(model.services).flatMap(([name, { build, platform }]) =>
    build ? serviceProblem(`service ${name}`, platformsOf(build, platform, runner), server) : [],
  )
  return check('Architecture', { found: server.own, problems })
}

/** One of several platforms is enough. */
function serviceProblem(image: string, platforms: readonly string[], server: ServerArchitecture): string[] {
  const built: BuiltFor[] = platforms.map(platform => ({ image, architecture: architectureOf(platform) }))
  const problems = built.map(one => architectureProblem([one], server))
  return problems.every(problem => problem !== undefined) ? problems.slice(0, 1) : []
}

function platformsOf(build: unknown, platform: string | undefined, runner: string): string[] {
  const { platforms } = build as { platforms?: string[] }
  return platforms?.length ? platforms : [platform ?? `linux/${runner}`]
}

/** `linux/arm64/v8` → `arm64`; a platform may also be an architecture alone. */
const architectureOf = (platform: string): string => platform.split('/')[platform.includes('/') ? 1 : 0] ?? ''
