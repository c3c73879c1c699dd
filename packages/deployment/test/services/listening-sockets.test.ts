import { expect, test } from '@jest/globals'
import { canonicalAddress, listeningSockets } from '../../src/index.ts'

test("listening sockets are parsed from the kernel's format", () => {
  const lines = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt',
    '   0: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1',
    '   1: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1',
    '   2: 0500000A:01BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1',
    '   3: 0100007F:1F41 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 1 1',
    '  10: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000',
    '  11: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000',
    '  12: 000000FD000000000000000005000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000',
    '  13: 0000000000000000FFFF00000500000A:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000',
  ]
  expect(listeningSockets(lines.join('\n'))).toEqual([
    { address: '127.0.0.1', port: 8001 },
    { address: '0.0.0.0', port: 80 },
    { address: '10.0.0.5', port: 443 },
    { address: '::', port: 443 },
    { address: '::1', port: 80 },
    { address: 'fd00::5', port: 8080 },
    { address: '10.0.0.5', port: 8080 },
  ])
})

test.each([
  ['0:0:0:0:0:0:0:1', '::1'],
  ['FD00:0::5', 'fd00::5'],
  ['10.0.0.5', '10.0.0.5'],
  ['', ''],
])('"%s" is written as "%s"', (address, expected) => expect(canonicalAddress(address)).toBe(expected))
