import { GENERATIONS, type Generation } from '@tsh/sandbox/engine/generations'

/** `strict` has every property of servers in production, `fresh` nothing of the application. */
export const SERVERS = ['plain', 'strict', 'fresh'] as const
export type ServerKind = (typeof SERVERS)[number]

/** A rehearsal of the matrix. */
export interface Cell {
  engine: Generation
  server: ServerKind
  repository: string
}

/**
 * Every engine with every server, every engine with every repository, and every server with every repository. All three
 * together would be three times as many, and what goes wrong goes wrong in a pair.
 * @param repositories three at least
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
