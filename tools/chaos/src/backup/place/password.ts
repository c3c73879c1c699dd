/** Database password with characters that need escaping in a shell, a URL or a connection string. */
export const PASSWORD = `p@ss! #w'"$x o`
