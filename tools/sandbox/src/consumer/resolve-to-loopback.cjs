// Loaded before a program (see public-site.ts). `.localhost` is no alternative: the system's resolver does not know it
// everywhere, and an application only accepts its own host.
const dns = require('node:dns')

const { lookup } = dns
const publicHost = process.env.REHEARSAL_PUBLIC_HOST
dns.lookup = (host, ...rest) => lookup(host === publicHost ? '127.0.0.1' : host, ...rest)
