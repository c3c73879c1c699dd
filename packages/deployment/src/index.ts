export {
  type Application,
  absolute,
  composeNames,
  composePaths,
  hasSlots,
  type InPlaceApplication,
  type Project,
  projectDirectory,
  readApplication,
  readProject,
  readSlotApplication,
  type SlotApplication,
} from './application.ts'
export {
  APPLICATION_INPUTS,
  HANDOVER_INPUTS,
  LIMIT_INPUTS,
  type Limits,
  PROJECT_INPUTS,
  readHandoverPort,
  readLimits,
} from './application-inputs.ts'
export { changedFiles, checkOutCommit, returnCheckout } from './checkout/checkout.ts'
export { CHECKOUT_FUNCTIONS, EXCLUDE_DEPLOY_FOLDER } from './checkout/checkout-script.ts'
export { changedMounts } from './checkout/mounted-files.ts'
export {
  type CommitBundle,
  commitToTransfer,
  transferCommit,
  type WantedCommit,
} from './checkout/transfer-commit.ts'
export {
  composeCommand,
  composeOf,
  NOTHING_REMOTE,
  readComposeModel,
  startServices,
} from './compose/compose.ts'
export {
  activeProfiles,
  type ComposeModel,
  type ComposeService,
  parseComposeModel,
  publishedPort,
  serviceUrl,
  siteService,
  slotPorts,
} from './compose/compose-model.ts'
export { composeProblem, plainComposeProblem } from './compose/compose-problem.ts'
export { EXISTING_RESOURCES, missingResources } from './compose/external-resources.ts'
export { ownedKeys, writeOverride } from './compose/override.ts'
export { namesIn, namesOf } from './compose/public-names.ts'
export {
  isRequested,
  type RequestedProfiles,
  readRequestedProfiles,
  requestedModel,
  unknownProfiles,
} from './compose/requested-services.ts'
export {
  dependsOn,
  inDependencyOrder,
  isAwaited,
  otherServices,
  type Role,
  servicesInPlace,
  withRole,
} from './compose/service-roles.ts'
export { atVersion } from './compose/version-files.ts'
export { envEntries, envValue, withEnvValues, withLiteralValues } from './env/env-file.ts'
export { type EnvFilePlan, planEnvFile } from './env/env-file-plan.ts'
export { ENV_INPUTS, readEnvValues, requireEnvValues } from './env/env-inputs.ts'
export { ENV_TEMPLATES_IN_SHELL } from './env/env-templates.ts'
export { type Collision, maskEnvFile, maskEnvironments } from './env/mask-env-file.ts'
export { replaceEnvFile } from './env/replace-env-file.ts'
export { readFile, writeFile } from './files.ts'
export {
  type BuiltService,
  type BuiltServices,
  formatBuiltServices,
  parseBuiltServices,
} from './images/built-services.ts'
export {
  type ArchivedImage,
  familiarName,
  type ImageArchive,
  missingEntries,
  readImageArchive,
} from './images/image-archive.ts'
export { imageNameProblem, pinnedReference, pushedName, repositoryOf } from './images/image-names.ts'
export type { BuiltImage } from './images/images.ts'
export { type PushFindings, pushProblems } from './images/push-probe.ts'
export { REGISTRY, registryIn } from './images/registry.ts'
export { REGISTRY_LOGIN_INPUTS, readRegistryLogin } from './images/registry-inputs.ts'
export {
  dockerConfig,
  hasDockerLogin,
  type RegistryLogin,
  registryHost,
  withDockerLogin,
} from './images/registry-login.ts'
export { requireImages } from './images/required-images.ts'
export { builtImageNames, type ServiceImages, serviceImages } from './images/service-images.ts'
export type { TarEntry } from './images/tar.ts'
export { builtImages, immutableName, nameImages, releasesBefore, tagImages } from './images/version-images.ts'
export { type Job, runJob } from './jobs/job.ts'
export { type OneOff, oneOffJob, withoutStaticAddresses } from './jobs/one-off.ts'
export { runOneShots } from './jobs/one-shot.ts'
export type {
  BackupFacts,
  EnvFacts,
  EvidenceFacts,
  ServiceHealth,
  TrafficFacts,
} from './journal/evidence-facts.ts'
export { parseJournal, type Release, type ReleaseState, releasesOf } from './journal/journal.ts'
export type { JournalEvent, ReleaseFacts, SchemaDatabase, Version } from './journal/journal-event.ts'
export { appendEvent, isJournalDamaged, readJournal } from './journal/journal-file.ts'
export { rotateJournal } from './journal/journal-rotation.ts'
export { withLock } from './lock/lock.ts'
export {
  answeringServices,
  type InPlacePlacement,
  type Placement,
  releaseServices,
  type SlotPlacement,
  slotServices,
  slotsOf,
} from './placement.ts'
export { slotNames } from './read-placement.ts'
export { readServerState, type ServerState, type SlotServerState } from './server-state.ts'
export { waitUntilHealthy } from './services/health.ts'
export { canonicalAddress, type ListeningSocket, listeningSockets } from './services/listening-sockets.ts'
export { readServiceHealth } from './services/read-service-health.ts'
export { replaceInPlace } from './services/replace-in-place.ts'
export { restoreServices } from './services/restore-services.ts'
export { serviceHealth, waitForService } from './services/service-health.ts'
export { startMissing } from './services/start-missing.ts'
export { FREE_PORT, PORT_TAKEN } from './services/taken-port.ts'
export { updateServices } from './services/update-services.ts'
export type { Answered, Canaries, Canary, Compared } from './traffic/proxy/canary.ts'
export { openConnections } from './traffic/proxy/connections.ts'
export { findProxy } from './traffic/proxy/find-proxy.ts'
export { exchangeAndReload, type Nginx, readNginx, testCandidate } from './traffic/proxy/nginx.ts'
export type { NginxFile } from './traffic/proxy/nginx-configuration.ts'
export type { ProxyKind, SiteProxy } from './traffic/proxy/site-proxy.ts'
export { type SlotPorts, slotsNamed, withSlot } from './traffic/proxy/upstream-text.ts'
export { findSite, type Site } from './traffic/site.ts'
export { activeSlot, otherSlot, type Slot, type Slots } from './traffic/slot.ts'
export { checkTraffic, keepConnections, type Proof, proveTraffic, recordLive } from './traffic/traffic.ts'
export {
  ENVIRONMENT,
  exampleVersion,
  formatVersion,
  parseVersion,
  STAGING,
  shortSha,
  VERSION_FORM,
} from './version.ts'
