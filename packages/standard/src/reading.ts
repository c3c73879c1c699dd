/** How the files of a repository are read, without the rules. */

export { buildDefinition } from './compose/build-definition.ts'
export { interpolate, isNeeded, variablesIn } from './compose/interpolation.ts'
export { loadCompose } from './compose/load.ts'
export { composeModel } from './compose/model.ts'
export type { Build, ComposeModel, Service } from './compose/service.ts'
export {
  type Dockerfile,
  isDockerfile,
  readDockerfile,
  type Stage,
  type Step,
} from './dockerfile/read-dockerfile.ts'
export {
  baseImage,
  finalStage,
  healthcheckText,
  imageHealthcheck,
  resolved,
  stepsOf,
} from './dockerfile/stages.ts'
export { connectionUrl, isPostgresUrl } from './env/connection-url.ts'
export { assignmentOf, type EnvFile, hasKey, readEnvFile } from './env/env-template.ts'
export { type RepositoryFiles, repositoryFiles } from './model/files.ts'
export { hasRole, imageName, isDataStore, isPostgres, ROLES } from './model/roles.ts'
export { STANDARD } from './model/standard-values.ts'
export { templateOf } from './model/template-of.ts'
export { type NginxFile, nginxFiles } from './nginx/nginx-files.ts'
export { withInner } from './nginx/read-nginx.ts'
export { alembicsOf, headsOf } from './python/alembic.ts'
export { readFiles } from './read/read-files.ts'
export { calledWorkflow } from './workflows/deployments.ts'
export {
  pushedBranches,
  readWorkflow,
  scriptOf,
  stepsIn,
  type Workflow,
  type WorkflowJob,
  type WorkflowStep,
} from './workflows/workflow.ts'
export { entriesOf, get, itemsOf, type Node, plain, textOf, textsOf } from './yaml/node.ts'
export { readYaml } from './yaml/read-yaml.ts'
