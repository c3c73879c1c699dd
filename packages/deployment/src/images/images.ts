/** An image of a release, by its name in the compose file. */
export interface BuiltImage {
  /** Name with tag, such as `tsh-erp:staging-1a2b3c4`. */
  image: string
  /** The digest reference in the registry; empty when transferred as a file. */
  reference: string
  /** Without a registry, the image id (the digest of its configuration). In the journal, its id on the server. */
  id?: string
  /** In the journal, its size on the server. */
  sizeBytes?: number
}
