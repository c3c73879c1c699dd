/**
 * Shell code that sets the locale `C` for a command: parsed messages are in English, numbers have a decimal point, and file
 * names are bytes. The server's own value is saved in a variable for {@link inServerLocale}.
 */
export const C_LOCALE = '[ -z "${LC_ALL+set}" ] || export TSH_LC_ALL="$LC_ALL"; export LC_ALL=C'

const SERVER_LOCALE =
  'if [ -n "${TSH_LC_ALL+set}" ]; then export LC_ALL="$TSH_LC_ALL"; else unset LC_ALL; fi; unset TSH_LC_ALL; exec "$@"'

/**
 * A command in the locale of the server, for a program that passes its environment to an application.
 * @param name name of the command in messages
 */
export function inServerLocale(name: string, command: readonly string[]): string[] {
  return ['sh', '-c', SERVER_LOCALE, name, ...command]
}
