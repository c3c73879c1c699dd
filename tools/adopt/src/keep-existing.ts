import type { Adoption } from './adopt.ts'
import { callersIn, isSameCall } from './existing-workflows.ts'
import { completedSettings, hasSetting } from './files/existing-settings.ts'
import type { PlannedFile } from './files/planned-files.ts'

/**
 * What is left for a repository that already has some of the files, possibly not committed yet: filled-in settings keep
 * their values, and a template or a workflow that makes the planned call stays as it is.
 * @param existing texts by path
 */
export function keepExisting(adoption: Adoption, existing: ReadonlyMap<string, string>): Adoption {
  const settings = adoption.files.filter(({ kind }) => kind === 'settings')
  const isFilledIn = (key: string): boolean =>
    settings.every(({ path, text }) => !hasSetting(text, key) && hasSetting(existing.get(path) ?? '', key))
  return {
    ...adoption,
    files: adoption.files.map(file => ({ ...file, text: keptText(file, existing.get(file.path)) })),
    unknowns: adoption.unknowns.filter(({ key }) => !isFilledIn(key)),
  }
}

function keptText({ path, kind, text, call }: PlannedFile, existing: string | undefined): string {
  if (existing === undefined) return text
  if (kind === 'settings') return completedSettings(existing, text) ?? text
  if (kind === 'template') return existing
  const isKept = call !== undefined && callersIn(path, existing).some(caller => isSameCall(caller, call))
  return isKept ? existing : text
}
