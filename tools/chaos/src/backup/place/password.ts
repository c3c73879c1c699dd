/** Of the databases: characters that a shell, a URL or a connection string could stumble over. */
export const PASSWORD = `p@ss! #w'"$x o`
