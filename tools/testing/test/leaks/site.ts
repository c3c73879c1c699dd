import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server on the loopback. */
export interface Site {
  url: string
  close(): void
}

export async function startSite(listener: RequestListener): Promise<Site> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** An object store that refuses every request like AWS, with the signature, and here also every secret, in the body. */
export async function startDenyingStore(secrets: readonly string[]): Promise<Site> {
  return startSite(({ headers, url }, response) => {
    const escaped = (...texts: readonly unknown[]): string =>
      texts.join(' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    const elements = {
      Code: 'SignatureDoesNotMatch',
      Message: escaped('The request signature we calculated does not match.', ...secrets),
      StringToSign: escaped(headers['x-amz-security-token'], url, ...secrets),
      SignatureProvided: escaped(headers.authorization),
    }
    const xml = Object.entries(elements).map(([name, text]) => `<${name}>${text}</${name}>`)
    response.writeHead(403, { 'content-type': 'application/xml' })
    response.end(`<?xml version="1.0"?><Error>${xml.join('')}</Error>`)
  })
}
