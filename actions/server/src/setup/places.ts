import { posix } from 'node:path'

/** Where nginx reads sites from: Debian's layout first, then that of nginx.org and others. */
export const SITE_FOLDERS = ['/etc/nginx/sites-available', '/etc/nginx/conf.d'] as const

/** A site has the name of its slot folder, which is unique on a server. */
export const siteFile = (slotDirectory: string): string => `${posix.basename(slotDirectory)}.conf`

/** Where certbot keeps the certificate of a host. */
export const certificateFolder = (host: string): string => `/etc/letsencrypt/live/${host}`
