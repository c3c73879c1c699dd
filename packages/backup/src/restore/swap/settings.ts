import { UserError } from '@tsh/action'
import type { DatabaseSetting } from '@tsh/postgres'
import { type Archive, readWhole } from '../../archive/archive.ts'

/**
 * The settings of the backed-up database with their values, which come from the encrypted object if the manifest has
 * only their names.
 */
export async function settingsOf(archive: Archive): Promise<DatabaseSetting[]> {
  const { id, objects, server } = archive.manifest
  const settings = server.properties?.settings ?? []
  if (objects.settings) return JSON.parse(await readWhole(archive, objects.settings)) as DatabaseSetting[]
  const missing = settings.filter(({ value }) => value === undefined).map(({ name }) => name)
  if (missing.length > 0)
    throw new UserError(`backup ${id} lacks the values of settings ${missing.join(', ')}. Use another backup`)
  return settings as DatabaseSetting[]
}
