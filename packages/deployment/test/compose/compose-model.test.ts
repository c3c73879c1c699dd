import { describe, expect, test } from '@jest/globals'
import { type ComposeService, publishedPort, serviceUrl } from '../../src/index.ts'

const model = (service: ComposeService) => ({ name: 'erp', services: { app: service } })
const published = (port: string, host = '127.0.0.1') => ({ published: port, target: 8000, host_ip: host })

describe('a service is checked at its published address', () => {
  test.each([
    [undefined, 'http://127.0.0.1:8011'],
    ['0.0.0.0', 'http://127.0.0.1:8011'],
    ['127.0.0.1', 'http://127.0.0.1:8011'],
    ['127.0.0.2', 'http://127.0.0.2:8011'],
    ['10.0.0.5', 'http://10.0.0.5:8011'],
    ['::', 'http://[::1]:8011'],
    ['::1', 'http://[::1]:8011'],
    ['fd00::5', 'http://[fd00::5]:8011'],
    ['[fd00::5]', 'http://[fd00::5]:8011'],
  ])('%s', (host_ip, url) => {
    const port = { published: '8011', target: 8000, ...(host_ip === undefined ? {} : { host_ip }) }
    expect(serviceUrl(model({ ports: [port] }), 'app')).toBe(url)
  })
})

test('the first published TCP port is used', () => {
  const ports = [{ target: 9000 }, { ...published('8010'), protocol: 'udp' }, published('8011')]
  expect(publishedPort(model({ ports }), 'app')).toEqual({
    ...{ address: '127.0.0.1', published: 8011, target: 8000 },
  })
})

describe('rejects a service that', () => {
  test.each<[string, ComposeService, RegExp]>([
    [
      'publishes a range',
      { ports: [published('8011-8013')] },
      /a port range \(8011-8013\).*"127\.0\.0\.1:8011:8000"/,
    ],
    ['publishes a random port', { ports: [{ target: 8000 }] }, /publishes a random port/],
    ['publishes port 0', { ports: [published('0')] }, /publishes a random port/],
    ['publishes nothing', {}, /publishes no port/],
    ['uses the host network', { network_mode: 'host', ports: [published('8011')] }, /network_mode "host"/],
    ['has no network', { network_mode: 'none' }, /network_mode "none"/],
    ['shares the network of a service', { network_mode: 'service:vpn' }, /network_mode "service:vpn"/],
    ['shares the network of a container', { network_mode: 'container:vpn' }, /network_mode "container:vpn"/],
  ])('%s', (_name, service, message) => {
    expect(() => publishedPort(model(service), 'app')).toThrow(message)
  })

  test('but not one in the bridge network of Docker', () => {
    const service = { network_mode: 'bridge', ports: [published('8011')] }
    expect(serviceUrl(model(service), 'app')).toBe('http://127.0.0.1:8011')
  })
})
