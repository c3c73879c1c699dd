import {
  baseImage,
  finalStage,
  isDataStore,
  isPostgres,
  type RepositoryFiles,
  readDockerfile,
  type Service,
} from '@tsh/standard/reading'

/** Whether a service is a data store, also if its image is built from an official one. */
export const isStore = (files: RepositoryFiles, service: Service): boolean =>
  isDataStore(service) || isDataStore(withBaseImage(files, service))

export const isPostgresStore = (files: RepositoryFiles, service: Service): boolean =>
  isPostgres(service) || isPostgres(withBaseImage(files, service))

/** The service as if it used the image that its Dockerfile starts from. */
export function withBaseImage(files: RepositoryFiles, service: Service): Service {
  const path = service.build?.dockerfile
  const text = path === undefined ? undefined : files.text(path)
  if (path === undefined || text === undefined) return service
  const dockerfile = readDockerfile(path, text)
  const stage = finalStage(dockerfile, service.build?.target)
  if (!stage) return service
  const image = baseImage(dockerfile, stage)
  return { ...service, image: { raw: image, value: image, at: service.at } }
}
