/** Which settings to read. */
export interface SettingsRequest {
  /** In the repository. */
  path: string
  /** Whether it is the default path, where the file is optional. */
  isDefault: boolean
  environment: string
  /** `owner/name`. */
  repository: string
  /** The commit of the run. */
  sha: string
  /** Empty if there is no token. */
  token: string
}

/** A file at the commit of the run; without `text` when it does not exist. */
export interface CommittedFile {
  text?: string
}
