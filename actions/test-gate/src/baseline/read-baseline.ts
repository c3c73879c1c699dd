import { log } from '@tsh/action'
import { type Repository, request, requestIfAny } from '@tsh/github'
import { type Baseline, coverageIn } from './deployment-coverage.ts'
import { zipEntry } from './zip-entry.ts'

/** Deployments that are searched; most of them have a coverage, or none has. */
const MAX_ARTIFACTS = 10

/**
 * The coverage of the last successful deployment that measured one; undefined when there is none.
 * @throws UserError when GitHub refuses to list or download its artifact
 */
export async function readBaseline(repository: Repository, name: string): Promise<Baseline | undefined> {
  const { api, where } = repository
  const { artifacts } = await request(`list the artifacts ${name}`, options =>
    api.actions.listArtifactsForRepo({ ...where, name, per_page: 100, request: options }),
  )
  // A pull request from a fork can upload an artifact of any name.
  const own = artifacts.filter(
    ({ expired, workflow_run: run }) =>
      !expired && run?.repository_id !== undefined && run.head_repository_id === run.repository_id,
  )
  for (const { id } of own.slice(0, MAX_ARTIFACTS)) {
    const found = await coverageOf(repository, id)
    if (found) return found
  }
  return undefined
}

async function coverageOf({ api, where }: Repository, id: number): Promise<Baseline | undefined> {
  const zip = await requestIfAny(
    `download artifact ${id}`,
    options =>
      api.actions.downloadArtifact({
        ...{ ...where, artifact_id: id, archive_format: 'zip', request: options },
      }) as Promise<{ data: ArrayBuffer }>,
    // It has expired in between.
    ({ status }) => status === 404 || status === 410,
  )
  if (zip === undefined) return undefined
  try {
    return coverageIn(zipEntry(Buffer.from(zip), 'deployment.json') ?? '')
  } catch (error) {
    log.info(`Artifact ${id} cannot be read: ${(error as Error).message}`)
    return undefined
  }
}
