import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { waitFor } from '@tsh/testing'
import { startLoad } from '../src/load/load.ts'
import { type LoadResponse, lostOutside, Tally } from '../src/load/tally.ts'

const response = (at: number, slot: string, sentAt = at - 5): LoadResponse => ({ at, sentAt, slot })
const tallied = (responses: LoadResponse[]) => {
  const tally = new Tally()
  for (const one of responses) tally.add(one)
  return tally.traffic(0)
}

describe('the tally', () => {
  test('an empty server loses no request before its first answer', () => {
    const tally = new Tally(true)
    tally.add({ sentAt: 1, at: 5, slot: 'blue', lost: 'status 502' })
    tally.add(response(200, 'green'))
    tally.add({ sentAt: 199, at: 201, slot: 'blue', lost: 'status 502' })
    expect(tally.counts).toEqual({ requests: 1, lost: 0 })
    tally.add({ sentAt: 300, at: 305, slot: 'blue', lost: 'status 502' })
    expect(tally.counts).toEqual({ requests: 2, lost: 1 })
  })

  test('a clean switch takes no time', () => {
    const { switches } = tallied([response(10, 'blue'), response(200, 'green'), response(300, 'green')])
    expect(switches).toEqual([{ from: 'blue', to: 'green', at: 200, overlapMs: 0 }])
  })

  test('a late response of the old slot is an overlap, not a switch back', () => {
    const { switches } = tallied([
      response(10, 'blue'),
      response(200, 'green'),
      response(240, 'blue', 190),
      response(300, 'green'),
    ])
    expect(switches).toEqual([{ from: 'blue', to: 'green', at: 200, overlapMs: 40 }])
  })

  test('a rollback is a second switch', () => {
    const { switches } = tallied([
      response(10, 'blue'),
      response(200, 'green'),
      response(900, 'blue'),
      response(950, 'blue'),
    ])
    expect(switches.map(({ to, at }) => [to, at])).toEqual([
      ['green', 200],
      ['blue', 900],
    ])
  })

  test('counts by tenths of a second', () => {
    const { buckets, requests, lost, losses } = tallied([
      response(10, 'blue'),
      response(90, 'blue'),
      { ...response(120, 'blue'), lost: 'ECONNRESET' },
    ])
    expect(buckets).toMatchObject([
      { at: 0, requests: 2, lost: 0 },
      { at: 100, requests: 1, lost: 1 },
    ])
    expect([requests, lost, losses]).toEqual([3, 1, ['0.1 s: ECONNRESET']])
  })

  test('distinguishes losses inside and outside of a period', () => {
    const lost = [50, 210, 250, 390, 410].map(at => ({ ...response(at, 'green'), lost: 'ECONNRESET' }))
    expect(lostOutside(tallied(lost), { from: 200, to: 350 })).toBe(2)
    expect(lostOutside(tallied(lost), { from: 0, to: 500 })).toBe(0)
    expect(lostOutside(tallied(lost), { from: 200, to: 350 }, { from: 0, to: 150 })).toBe(1)
  })
})

test('the load keeps its rate over few connections, and counts 5xx and broken connections as lost', async () => {
  let connections = 0
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    if (requests === 20) return void request.socket.destroy()
    response.writeHead(requests === 10 ? 502 : 201, { 'x-deployment-slot': 'blue' }).end('{}')
  })
  server.on('connection', () => connections++)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const load = await startLoad(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    path: '/orders',
    body: '{}',
    connections: 4,
  })
  const startedAt = Date.now()
  await waitFor('50 requests', () => requests > 50)
  const seconds = (Date.now() - startedAt) / 1000
  const traffic = await load.stop()
  server.close()
  expect(traffic.requests).toBe(requests)
  // 150 per second, and the first ones are sent before the clock starts.
  expect(traffic.requests).toBeLessThan(20 + seconds * 160)
  expect(traffic.lost).toBe(2)
  expect(traffic.losses.join()).toMatch(/status 502.*ECONNRESET/)
  expect(connections).toBeLessThanOrEqual(5)
})
