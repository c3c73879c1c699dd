declare module 's3rver' {
  interface Context {
    method: string
    path: string
    status: number
    body: unknown
  }
  interface StoredObject {
    key: string
    size: number
    content: AsyncIterable<Buffer>
  }
  export default class S3rver {
    constructor(options: Record<string, unknown>)
    middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[]
    httpServer: import('node:http').Server
    store: {
      listObjects(bucket: string, options: object): Promise<{ objects: { key: string; size: number }[] }>
      getObject(bucket: string, key: string): Promise<StoredObject | undefined>
    }
    run(): Promise<import('node:net').AddressInfo>
    close(): Promise<void>
  }
}

declare module 's3rver/lib/models/account.js' {
  const account: {
    DUMMY_ACCOUNT: { createKeyPair(id: string, secret: string): void; revokeAccessKey(id: string): void }
  }
  export default account
}
