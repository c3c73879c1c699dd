export { type LiveVersion, trackLiveVersion } from './deployments.ts'
export { isMissing, isUnknownCommit, type RequestFailure } from './failure-reason.ts'
export { githubRepository, type Repository } from './repository.ts'
export { request, requestIfAny } from './request.ts'
