import type { Repository } from '../../model/repository.ts'
import { type Alembic, alembicsOf } from '../../python/alembic.ts'

/** Excludes the configuration of tests and tools. */
export const ownAlembics = ({ files }: Repository): Alembic[] =>
  alembicsOf(files).filter(
    ({ ini }) => !/(^|\/)(tests?|fixtures?|examples?|templates?|node_modules|vendor)\//.test(ini),
  )
