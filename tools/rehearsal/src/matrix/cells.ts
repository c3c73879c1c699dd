import { GENERATIONS, type Generation } from '@tsh/sandbox/engine/generations'

/** `strict` has the properties of production servers, `fresh` nothing of the application. */
export const SERVERS = ['plain', 'strict', 'fresh'] as const
export type ServerKind = (typeof SERVERS)[number]

/** A rehearsal of the matrix. */
export interface Cell {
  engine: Generation
  server: ServerKind
  repository: string
}

/**
 * All pairs of engine, server and repository. All triples would be three times as many cells, and failures are caused by
 * pairs.
 * @param repositories at least three
 */
export const pairwiseCells = (repositories: readonly string[]): Cell[] =>
  repositories.flatMap((repository, row) =>
    GENERATIONS.map((engine, column) => ({
      ...{ engine, repository },
      server: SERVERS[(row + column) % SERVERS.length] ?? 'plain',
    })),
  )

export const cellName = ({ engine, server, repository }: Cell): string =>
  `${repository}, engine ${engine}, server ${server}`
