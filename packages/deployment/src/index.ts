export {
  type Application,
  absolute,
  type Project,
  projectDirectory,
  readApplication,
  readProject,
} from './application.ts'
export {
  APPLICATION_INPUTS,
  HANDOVER_INPUTS,
  LIMIT_INPUTS,
  type Limits,
  PROJECT_INPUTS,
  readLimits,
} from './application-inputs.ts'
export { bringBack } from './bring-back.ts'
export {
  type BuiltService,
  type BuiltServices,
  formatBuiltServices,
  parseBuiltServices,
} from './built-services.ts'
export { changedFiles, checkOutCommit, returnCheckout } from './checkout.ts'
export { CHECKOUT_FUNCTIONS } from './checkout-script.ts'
export { composeCommand, composeOf, readComposeModel, startServices } from './compose.ts'
export {
  activeProfiles,
  type ComposeModel,
  type ComposeService,
  parseComposeModel,
  publishedPort,
  serviceUrl,
  slotPorts,
} from './compose-model.ts'
export { composeProblem } from './compose-problem.ts'
export { envEntries, envValue, withEnvValues } from './env-file.ts'
export { readFile, writeFile } from './files.ts'
export { readHandoverPort } from './handover.ts'
export { waitUntilHealthy } from './health.ts'
export {
  type ArchivedImage,
  familiarName,
  type ImageArchive,
  lackingEntries,
  readImageArchive,
} from './image-archive.ts'
export { imageNameProblem, pinnedReference, pushedName, repositoryOf } from './image-names.ts'
export type { BuiltImage } from './images.ts'
export { type Job, runJob } from './job.ts'
export {
  type JournalEvent,
  parseJournal,
  type Release,
  type ReleaseFacts,
  type ReleaseState,
  releasesOf,
  type SchemaDatabase,
  type Version,
} from './journal.ts'
export { appendEvent, isJournalDamaged, readJournal } from './journal-file.ts'
export { rotateJournal } from './journal-rotation.ts'
export { canonicalAddress, type ListeningSocket, listeningSockets } from './listening-sockets.ts'
export { withLock } from './lock.ts'
export { type Collision, maskEnvFile, maskEnvironments } from './mask-env-file.ts'
export { changedMounts } from './mounted-files.ts'
export { type OneOff, oneOffJob, withoutStaticAddresses } from './one-off.ts'
export { runOneShots } from './one-shot.ts'
export { ownedKeys, writeOverride } from './override.ts'
export type { Answered, Canaries, Canary, Compared } from './proxy/canary.ts'
export { openConnections } from './proxy/connections.ts'
export { exchangeAndReload, type Nginx, readNginx, testCandidate } from './proxy/nginx.ts'
export type { NginxFile } from './proxy/nginx-configuration.ts'
export { findProxy, type ProxyKind, type SiteProxy } from './proxy/proxy.ts'
export { type SlotPorts, slotsNamed, withSlot } from './proxy/upstream-text.ts'
export { namesIn, namesOf } from './public-names.ts'
export { REGISTRY, registryIn } from './registry.ts'
export { REGISTRY_LOGIN_INPUTS, readRegistryLogin } from './registry-inputs.ts'
export { dockerConfig, type RegistryLogin, registryHost, withDockerLogin } from './registry-login.ts'
export { replaceInPlace } from './replace-in-place.ts'
export { requireImages } from './required-images.ts'
export { readServerState, type ServerState } from './server-state.ts'
export { waitForService } from './service-health.ts'
export { builtImageNames, type ServiceImages, serviceImages } from './service-images.ts'
export {
  inDependencyOrder,
  isAwaited,
  otherServices,
  type Role,
  servicesInPlace,
  withRole,
} from './service-roles.ts'
export { findSite, type Site } from './site.ts'
export {
  activeSlot,
  answeringServices,
  hasSlots,
  otherSlot,
  type Slot,
  type Slots,
  slotServices,
} from './slot.ts'
export { startMissing } from './start-missing.ts'
export { FREE_PORT, PORT_TAKEN } from './taken-port.ts'
export type { TarEntry } from './tar.ts'
export {
  checkTraffic,
  keepConnections,
  type Proof,
  proveTraffic,
  recordLive,
} from './traffic.ts'
export { updateServices } from './update-services.ts'
export {
  ENVIRONMENT,
  exampleVersion,
  formatVersion,
  parseVersion,
  STAGING,
  shortSha,
  VERSION_FORM,
} from './version.ts'
export { builtImages, lastingName, nameImages, releasesBefore, tagImages } from './version-images.ts'
