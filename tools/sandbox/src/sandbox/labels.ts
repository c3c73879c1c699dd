import { processIdentity } from '../machine/process-identity.ts'

export const idLabel = 'sh.tsh.rehearsal'
export const ownerLabel = 'sh.tsh.rehearsal.owner'
/** The owner label of a kept sandbox. */
export const keptOwner = 'kept'
/** Cached between rehearsals: blobs of images, prepared engine data. */
export const storageVolume = 'tsh-rehearsal-storage'

/** Label arguments for everything that a rehearsal creates. A kept sandbox has no owner process. */
export const labels = (id: string, keep: boolean): string[] => [
  '--label',
  `${idLabel}=${id}`,
  '--label',
  `${ownerLabel}=${keep ? keptOwner : processIdentity()}`,
]

export const names = (id: string) => ({
  network: `tsh-rehearsal-${id}`,
  server: `tsh-rehearsal-${id}-server`,
  registry: `tsh-rehearsal-${id}-registry`,
  runner: `tsh-rehearsal-${id}-runner`,
})
