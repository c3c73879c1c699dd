import type { Case } from '../case.ts'
import { altered } from './altered.ts'
import { answers } from './answers.ts'
import { connection } from './connection.ts'
import { dockerLies } from './docker-lies.ts'
import { dumpEnds } from './dump-ends.ts'
import { dumpIsKilled } from './dump-is-killed.ts'
import { dumpStandsStill } from './dump-stands-still.ts'
import { encryption, straightPath } from './encryption.ts'
import { keys } from './keys.ts'
import { killed } from './killed.ts'
import { locks } from './locks.ts'
import { order } from './order.ts'
import { secrets } from './secrets.ts'
import { wrongDatabase } from './wrong-database.ts'

/** Every case of the matrix, group by group. */
export const CASES: readonly Case[] = [
  ...dumpEnds,
  ...dumpIsKilled,
  ...dumpStandsStill,
  ...dockerLies,
  ...connection,
  ...order,
  ...straightPath,
  ...altered,
  ...wrongDatabase,
  ...killed,
  ...answers,
  ...locks,
  ...secrets,
  ...encryption,
  ...keys,
]
