import type { Case } from '../case.ts'
import { altered } from './altered.ts'
import { connection } from './connection.ts'
import { dockerMisreports } from './docker-misreports.ts'
import { dumpEnds } from './dump-ends.ts'
import { dumpIsKilled } from './dump-is-killed.ts'
import { dumpStalls } from './dump-stalls.ts'
import { encryption, happyPath } from './encryption.ts'
import { keys } from './keys.ts'
import { killed } from './killed.ts'
import { locks } from './locks.ts'
import { order } from './order.ts'
import { responses } from './responses.ts'
import { secrets } from './secrets.ts'
import { wrongDatabase } from './wrong-database.ts'

/** Every case of the matrix, by group. */
export const CASES: readonly Case[] = [
  ...dumpEnds,
  ...dumpIsKilled,
  ...dumpStalls,
  ...dockerMisreports,
  ...connection,
  ...order,
  ...happyPath,
  ...altered,
  ...wrongDatabase,
  ...killed,
  ...responses,
  ...locks,
  ...secrets,
  ...encryption,
  ...keys,
]
