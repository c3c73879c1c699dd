import { UserError } from '@tsh/action'
import type { DatabaseSetting } from '@tsh/postgres'
import { type Archive, readWhole } from '../../archive/archive.ts'

/**
 * The settings of the backup's database, with their values: where the manifest has only their names, from the encrypted
 * object.
 */
export async function settingsOf(archive: Archive): Promise<DatabaseSetting[]> {
  const { id, objects, server } = archive.manifest
  const settings = server.properties?.settings ?? []
  if (objects.settings) return JSON.parse(await readWhole(archive, objects.settings)) as DatabaseSetting[]
  const without = settings.filter(({ value }) => value === undefined).map(({ name }) => name)
  if (without.length > 0)
    throw new UserError(
      `backup ${id} has no values of the settings ${without.join(', ')}. Use another backup`,
    )
  return settings as DatabaseSetting[]
}
