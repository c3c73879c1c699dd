import { UserError } from '@tsh/action'

/** An image as build-image hands it on. */
export interface BuiltImage {
  /** The name and tag that the compose file uses, such as `tsh-erp:staging-1a2b3c4`. */
  image: string
  /** The image in the registry by digest; empty when it travels as a file. */
  reference: string
  /** Without a registry, the id of the image: the digest of its configuration. In the journal, its id on the server. */
  id?: string
}

const IMAGE = /^[a-z0-9][a-z0-9._/:-]*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const ID = /^sha256:[0-9a-f]{64}$/
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/:-]*@sha256:[0-9a-f]{64}$/

/** Reads the `images` output of build-image; empty text means that no images were built for this release. */
export function parseImages(text: string): BuiltImage[] {
  if (text.trim() === '') return []
  let images: unknown
  try {
    images = JSON.parse(text)
  } catch (cause) {
    throw new UserError('input "images" is not the JSON that build-image puts out', { cause })
  }
  if (!Array.isArray(images)) throw new UserError('input "images" is not a list')
  return images.map(entry => {
    const { image, reference = '', id } = (entry ?? {}) as Partial<BuiltImage>
    if (!image || !IMAGE.test(image))
      throw new UserError(`input "images" has an invalid image name, "${image}"`)
    if (reference !== '' && !REFERENCE.test(reference)) {
      throw new UserError(`image ${image} has no digest: "${reference}". Images are deployed by digest only`)
    }
    if (reference !== '') return { image, reference }
    if (!id || !ID.test(id))
      throw new UserError(
        `image ${image} has neither a digest in a registry nor an id ("${id ?? ''}"), so nothing says what was built`,
      )
    return { image, reference, id }
  })
}
