import type { QueryResults } from '@tsh/server-query'
import type { DeployInputs } from '../../inputs.ts'
import { modelDocument } from '../compose.ts'

/** What the rules of the standard find in the env file on the server, without values. */
export interface StandardFindings {
  /** Errors, where the standard is enforced. */
  problems: string[]
  warnings: string[]
}

const NOTHING: StandardFindings = { problems: [], warnings: [] }

/** Applies the rules about env files to the one on the server. The secrets in it must be masked already. */
export async function standardFindings(
  results: QueryResults,
  { application, standard }: Pick<DeployInputs, 'application' | 'standard'>,
  today = new Date(),
): Promise<StandardFindings> {
  const composeConfig = modelDocument(results)
  const { env, example } = results
  if (standard === undefined || composeConfig === undefined || env?.code !== 0) return NOTHING
  // Loaded on demand: the rules take longer to load than everything else.
  const { checkEnvFile } = await import('@tsh/standard/env-file')
  const { composeFiles, envFile } = application
  const files = { composeFile: composeFiles[0] ?? '', composeConfig, envFile, env: env.text }
  const { mode, findings } = checkEnvFile(
    { ...standard, ...files, example: example?.code === 0 ? example.text : undefined },
    today.toISOString().slice(0, 10),
  )
  const isProblem = (severity: string): boolean => mode === 'enforce' && severity === 'E'
  const texts = (chosen: typeof findings): string[] =>
    chosen.map(({ id, line, message, fix }) => `${envFile}, line ${line}: ${message} (${id}). ${fix}`)
  return {
    problems: texts(findings.filter(({ severity }) => isProblem(severity))),
    warnings: texts(findings.filter(({ severity }) => !isProblem(severity))),
  }
}
