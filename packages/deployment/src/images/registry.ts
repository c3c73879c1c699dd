import { formOf, RELEASE_SETTINGS } from '@tsh/settings'

/** What an input `registry` must be. */
export const REGISTRY = formOf(RELEASE_SETTINGS.registry)

/** A registry as it is part of names, from what a user writes; nothing where there is none. */
export const registryIn = (text: string): string | undefined => text.replace(/\/+$/, '') || undefined
