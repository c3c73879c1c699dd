/** Matches the error of an engine or process when a port is in use. */
export const PORT_TAKEN = /address already in use|port is already allocated/i

/**
 * Advice for a port in use that no container publishes. An engine that was killed while a container was starting keeps
 * listening on its port after a restart, although the container never ran, and releases it only when restarted again
 * (moby/moby#36591; seen with Docker 26.1.5).
 */
export const FREE_PORT =
  '"ss -ltnp" names the process; if it is dockerd, which can keep a port when it was killed, restart the engine (its containers stop meanwhile unless "live-restore" is on)'
