import { VALID } from '../valid-file.ts'
import { atTop, FINGERPRINT, inStaging, type WrongFile } from './wrong-file.ts'

export const YAML_VALUES: readonly WrongFile[] = [
  {
    name: 'a key twice',
    text: inStaging('path: /srv/app'),
    problems: ['8:5 environments.staging.path is set twice, first on line 5. Remove one of them'],
  },
  {
    name: 'a key three times',
    text: atTop(`registry: a
registry: b
registry: c`),
    problems: [
      '2:1 registry is set twice, first on line 1. Remove one of them',
      '3:1 registry is set twice, first on line 1. Remove one of them',
    ],
  },
  {
    name: 'an environment twice',
    text: `${VALID}  staging:
    path: /srv
`,
    problems: ['8:3 environments.staging is set twice, first on line 2. Remove one of them'],
  },
  {
    name: 'an unknown alias',
    text: atTop('application: *name'),
    problems: ['1:14 application is the alias *name, but no anchor of that name precedes it'],
  },
  {
    name: 'an alias that contains itself',
    text: atTop('backup: &b { region: *b }'),
    problems: ['1:22 backup.region is the alias *b, which contains itself'],
  },
  {
    name: 'a merge of itself',
    text: atTop(`backup: &b
  <<: *b`),
    problems: ['2:7 backup.<< is the alias *b, which contains itself'],
  },
  {
    name: 'a merge of a text',
    text: atTop(`backup:
  <<: name`),
    problems: ['2:7 backup.<< must be a mapping to merge, or a list of mappings'],
  },
  {
    name: 'a merge of an unknown alias',
    text: atTop(`backup:
  <<: *b`),
    problems: ['2:7 backup.<< is the alias *b, but no anchor of that name precedes it'],
  },
  {
    name: 'a mapping as a key',
    text: atTop(`? { a: b }
: c`),
    problems: ['1:3 the file has a key that is a mapping or a list. Use a string'],
  },
  {
    name: 'a list as a key',
    text: atTop(`? [a]
: c`),
    problems: ['1:3 the file has a key that is a mapping or a list. Use a string'],
  },
  {
    name: 'aliases that multiply',
    text: `a: &a [x,x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
`,
    problems: ['1:1 the file has more than 20,000 values after alias expansion.  Use fewer aliases'],
  },
  {
    name: 'a wrong value in an anchor is reported once',
    text: `environments:
  staging: &base
    server: root@host
    host-key: ${FINGERPRINT}
    path: opt
    url: https://a.example
    service: app
  other:
    <<: *base
`,
    problems: [
      '5:11 environments.staging.path must be an absolute path without "..", "." and "//", got "opt"',
    ],
  },
  {
    name: 'a number as a key',
    text: atTop('8080: x'),
    problems: ['1:1 8080 is not a setting. Remove it'],
  },
  {
    name: '__proto__',
    text: atTop('__proto__: { server: root@host }'),
    problems: ['1:1 __proto__ is not a setting. If it is an environment, write it below environments'],
  },
]
