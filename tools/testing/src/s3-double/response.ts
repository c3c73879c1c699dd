import { type Content, textContent } from './request/content.ts'
import { type Xml, xml } from './xml.ts'

export interface ResponseData {
  status: number
  headers?: Record<string, string | undefined>
  content?: Content
  /** Of an error. */
  code?: string
  /** Bytes of the content after which the connection ends. */
  cut?: number
}

export function xmlResponse(name: string, value: Xml, headers: ResponseData['headers'] = {}): ResponseData {
  const content = textContent(xml(name, value))
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, content }
}
