/** Formats that several settings share. `expected` completes the sentence "… is not …". */

export const TEXT = {
  type: 'string',
  pattern: '^(?=.*\\S)[^\\r\\n\\0]+$',
  expected: 'a single-line string',
} as const
export const ABSOLUTE_PATH = {
  type: 'string',
  pattern: '^(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+/?$',
  expected: 'an absolute path without "..", "." and "//"',
} as const
export const RELATIVE_PATH = {
  type: 'string',
  pattern: '^(?!/)(?!.*(^|/)\\.\\.(/|$))[A-Za-z0-9._][A-Za-z0-9._/-]*$',
  expected: 'a relative path without ".."',
} as const
export const URL_PATH = { type: 'string', pattern: '^/\\S*$', expected: 'a path such as /health' } as const
export const HTTP_URL = {
  type: 'string',
  pattern: '^https?://[^\\s@/]+(/[^\\s@]*)?$',
  expected: 'an http(s) URL without user and password',
} as const
/** Plain http only to this machine, because requests contain secrets. */
export const API_URL = {
  type: 'string',
  pattern: '^(https://[^\\s@/]+|http://(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?)(/[^\\s@]*)?$',
  expected: 'an https URL without user and password',
} as const
export const SERVICE = {
  type: 'string',
  pattern: '^[a-zA-Z0-9._{}-]+$',
  expected: 'the name of a service',
} as const
const USER = '[a-z_][a-z0-9_.-]{0,31}'
/** Brackets are for an IPv6 address, which has at least two colons. */
const HOST = '(\\[(?=([^\\]:]*:){2})[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)'
/** From 1 to 65535. */
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'
export const SERVER = {
  type: 'string',
  pattern: `^${USER}@${HOST}(:${PORT})?$`,
  expected: 'user@host or user@host:port',
} as const
export const JUMP = {
  type: 'string',
  pattern: `^(${USER}@)?${HOST}(:${PORT})?$`,
  expected: '[user@]host[:port]',
} as const
export const wholeNumber = <const From extends number, const To extends number>(minimum: From, maximum: To) =>
  ({ type: 'integer', minimum, maximum, expected: `a whole number from ${minimum} to ${maximum}` }) as const
