import type { RuleGroup } from '../../rule.ts'
import { portOfOtherEnvironment, portTwice } from './collisions.ts'
import { oneTargetPort, openDatabase } from './port-agreement.ts'
import { slotUpstream, upstreamHost, upstreamInHttp } from './proxy.ts'
import { standardPorts } from './standard-ports.ts'

export const PORTS: RuleGroup = {
  name: 'Ports',
  rules: [
    standardPorts,
    portOfOtherEnvironment,
    portTwice,
    openDatabase,
    oneTargetPort,
    slotUpstream,
    upstreamHost,
    upstreamInHttp,
  ],
}
