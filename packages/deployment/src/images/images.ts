/** An image of a release, by the name that its compose file uses. */
export interface BuiltImage {
  /** Name and tag, such as `tsh-erp:staging-1a2b3c4`. */
  image: string
  /** The image in the registry by digest; empty when it is transferred as a file. */
  reference: string
  /** Without a registry, the id of the image: the digest of its configuration. In the journal, its id on the server. */
  id?: string
}
