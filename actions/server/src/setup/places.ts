import { posix } from 'node:path'

/** Where nginx reads sites from: in Debian, in Alpine (whose conf.d is outside of `http`), in packages of nginx.org. */
export const SITE_FOLDERS = ['/etc/nginx/sites-available', '/etc/nginx/http.d', '/etc/nginx/conf.d'] as const

/** A site has the name of its slot folder, which is unique on a server. */
export const siteFile = (slotDirectory: string): string => `${posix.basename(slotDirectory)}.conf`

/** Where certbot keeps the certificate of a host. */
export const certificateFolder = (host: string): string => `/etc/letsencrypt/live/${host}`
