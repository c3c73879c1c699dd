/** Which settings to read. */
export interface SettingsRequest {
  /** In the repository. */
  path: string
  /** Whether it is the default path, at which there need not be a file. */
  isDefault: boolean
  environment: string
  /** `owner/name`. */
  repository: string
  /** The commit of the run. */
  sha: string
  /** Empty for none. */
  token: string
}

/** A file at the commit of the run; without a text there is none. */
export interface CommittedFile {
  text?: string
}
