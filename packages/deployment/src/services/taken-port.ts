/** In what an engine or a process says when it cannot have a port. */
export const PORT_TAKEN = /address already in use|port is already allocated/i

/**
 * What to do about a port that no container has. An engine that was killed while a container was starting goes on
 * listening for it when it is back, though the container never ran, and gives the port back only when it is restarted
 * (moby/moby#36591; seen with Docker 26.1.5).
 */
export const FREE_PORT =
  '"ss -ltnp" names the process; if it is dockerd, which can keep a port when it was killed, restart the engine (its containers stop meanwhile unless "live-restore" is on)'
