import type { Repository } from '../../model/repository.ts'
import { type Alembic, alembicsOf } from '../../python/alembic.ts'

/** The configuration of tests and of tools is not that of the application. */
export const ownAlembics = ({ files }: Repository): Alembic[] =>
  alembicsOf(files).filter(
    ({ ini }) => !/(^|\/)(tests?|fixtures?|examples?|templates?|node_modules|vendor)\//.test(ini),
  )
