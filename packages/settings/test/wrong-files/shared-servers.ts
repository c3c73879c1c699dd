import { VALID } from '../valid-file.ts'
import { atTop, inStaging, OTHER, replacing, type WrongFile } from './wrong-file.ts'

export const SHARED_SERVERS: readonly WrongFile[] = [
  {
    name: 'the same path on one server',
    text: `${VALID}${replacing('/opt/other', '/opt/app', OTHER)}`,
    problems: [
      '11:11 environments.other.path is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'the same path with a slash',
    text: `${VALID}${replacing('/opt/other', '/opt/app/', OTHER)}`,
    problems: [
      '11:11 environments.other.path is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'the same path at the top',
    text: atTop(
      'path: /opt/all',
      replacing('    path: /opt/app\n', '') + replacing('    path: /opt/other\n', '', OTHER),
    ),
    problems: [
      '1:7 path is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'the same path of another user, in capitals',
    text:
      VALID +
      replacing(
        '/opt/other',
        '/opt/app',
        replacing('root@staging.example', 'deploy@Staging.Example:22', OTHER),
      ),
    problems: [
      '11:11 environments.other.path is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'the same slot directory',
    text: atTop(
      'slot-directory: /etc/nginx/slots',
      replacing('service: app', 'service: app_{slot}', VALID + OTHER),
    ),
    problems: [
      '1:17 slot-directory is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'the same slot directory in both',
    text: replacing(
      'service: app',
      'service: app_{slot}',
      `${inStaging('slot-directory: /etc/slots')}${inStaging('slot-directory: /etc/slots/', OTHER)}`,
    ),
    problems: [
      '15:21 environments.other.slot-directory is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'the same handover port',
    text: `${inStaging('handover-port: 8014')}${inStaging('handover-port: 8014', OTHER)}`,
    problems: [
      '15:20 environments.other.handover-port is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'the same handover port at the top',
    text: atTop('handover-port: 8014', VALID + OTHER),
    problems: [
      '1:16 handover-port is the same in staging and other, which are on one server. Give each environment its own',
    ],
  },
  {
    name: 'three environments on one server',
    text:
      VALID +
      replacing('/opt/other', '/opt/app', OTHER) +
      replacing('other:', 'third:', replacing('/opt/other', '/opt/app', OTHER)),
    problems: [
      '11:11 environments.other.path is the same in staging and other, which are on one server. Give each environment its own',
      '17:11 environments.third.path is the same in staging and third, which are on one server. Give each environment its own',
      '17:11 environments.third.path is the same in other and third, which are on one server. Give each environment its own',
    ],
  },
]
