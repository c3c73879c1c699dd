import type { InputReader } from './inputs.ts'

/**
 * Reads an input with the URL of an API. Plain http is only allowed for this machine.
 * @param sent the data sent to it, for the message
 */
export function readEndpoint<Name extends string>(
  input: InputReader<Name>,
  name: Name,
  { required = true, sent }: { required?: boolean; sent: string },
): string {
  const endpoint = input.text(name, { required })
  if (endpoint === '') return ''
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    input.problem(`input "${name}" must be an https URL without user and password`)
  else if (url.protocol === 'http:' && !isLoopback(url.hostname))
    input.problem(`input "${name}" must be https, because ${sent} through it, got "${endpoint}"`)
  return endpoint
}

/** Whether a host name in a URL refers to this machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
