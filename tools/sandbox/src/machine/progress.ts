/** Receives one line for the person who waits. */
export type Tell = (line: string) => void

export const silent: Tell = () => {}
