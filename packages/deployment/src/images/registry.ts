import { formOf, RELEASE_SETTINGS } from '@tsh/settings'

/** The format of the input `registry`. */
export const REGISTRY = formOf(RELEASE_SETTINGS.registry)

/** A registry in the form used in image names, from user input; undefined when empty. */
export const registryIn = (text: string): string | undefined => text.replace(/\/+$/, '') || undefined
