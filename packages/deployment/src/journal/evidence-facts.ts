/** What a release has shown while it was deployed, for the checklist. Missing in the journal of earlier versions. */
export interface EvidenceFacts {
  /** Branch or tag of the run that deployed it. */
  branch?: string | undefined
  /** Fingerprint of the server's host key that was accepted, as `ssh-keygen -l` prints it. */
  hostKey?: string | undefined
  /** The env file before the deployment. */
  env?: EnvFacts | undefined
  /** The backup that was read from the bucket before the first change. */
  backupProof?: BackupFacts | undefined
  /** Whether it can be rolled back automatically, determined before users reach it. */
  rollback?: string | undefined
  /** Layers of images that the server did not have and that were sent over SSH, before compression. */
  sentBytes?: number | undefined
  /** The containers that were running when it was live. */
  health?: readonly ServiceHealth[] | undefined
  /** The switch of the traffic to its slot. */
  traffic?: TrafficFacts | undefined
}

export interface EnvFacts {
  /** Relative to the folder of the application. */
  file: string
  /** Octal, such as `600`. */
  mode: string
  /** Number of keys. */
  keys: number
  /** Keys of the example in the repository that the file lacks. */
  missing: readonly string[]
  /** The value of `ENVIRONMENT`; missing if the file does not set it. */
  environment?: string | undefined
}

export interface BackupFacts {
  id: string
  /** Size of the dump in the bucket, in bytes. */
  size: number
  rows: number
  /** 1 = uploaded and listed, 2 = decoded and read back, 3 = restored and counted. */
  level: number
  /** When it was finished, ISO time. */
  finished: string
}

export interface ServiceHealth {
  service: string
  /** `healthy`, or the state of a container without a health check: `running`, `exited`. */
  state: string
  /** Seconds from its start to the first success of its health check, if Docker still lists it. */
  seconds?: number | undefined
}

export interface TrafficFacts {
  from: string
  to: string
  /** From the move to the end of its verification. */
  milliseconds: number
  /** Requests that were sent through the proxy around the move, and how many of them failed. */
  probes: number
  lost: number
}
