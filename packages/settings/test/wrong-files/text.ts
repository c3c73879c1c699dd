import { VALID } from '../valid-file.ts'
import { atTop, inStaging, type WrongFile } from './wrong-file.ts'

export const TEXT: readonly WrongFile[] = [
  {
    name: 'an empty file',
    text: '',
    problems: ['1:1 the file is empty. It must define at least one environment below "environments"'],
  },
  {
    name: 'only comments',
    text: `# nothing yet

# environments:
`,
    problems: ['1:1 the file is empty. It must define at least one environment below "environments"'],
  },
  {
    name: 'only a byte order mark',
    text: '\ufeff',
    problems: ['1:1 the file is empty. It must define at least one environment below "environments"'],
  },
  {
    name: 'a text',
    text: 'hello\n',
    problems: ['1:1 the file must be a mapping of settings, got "hello"'],
  },
  {
    name: 'a list',
    text: '- server: root@host\n',
    problems: ['1:1 the file must be a mapping of settings, got a list'],
  },
  {
    name: 'null',
    text: '~\n',
    problems: ['1:1 the file is empty. It must define at least one environment below "environments"'],
  },
  {
    name: 'a NUL',
    text: 'application: a\u0000b\n',
    problems: ['1:15 the file contains the control character U+0000. Remove it'],
  },
  {
    name: 'a control character',
    text: `application: shop
registry: ghcr.io/\u001b[31mtsh
`,
    problems: ['2:19 the file contains the control character U+001B. Remove it'],
  },
  {
    name: 'bytes that are not UTF-8',
    text: 'application: caf\ufffd\n',
    problems: ['1:17 the file is not valid UTF-8. Save it as UTF-8'],
  },
  {
    name: 'UTF-16',
    text: '\ufffd\ufffda\u0000p\u0000p\u0000',
    problems: ['1:1 the file looks like UTF-16. Save it as UTF-8'],
  },
  {
    name: 'a tab',
    text: `environments:
\u0009staging:
`,
    problems: ['2:1 the file is not valid YAML: a tab is used for indentation. Use spaces'],
  },
  {
    name: 'a second document',
    text: `${VALID}---
registry: x
`,
    problems: [
      '8:1 the file contains a second document. Remove the line "---" that starts it, or what follows',
    ],
  },
  {
    name: 'an empty second document',
    text: `${VALID}---
`,
    problems: [
      '8:1 the file contains a second document. Remove the line "---" that starts it, or what follows',
    ],
  },
  {
    name: 'a quote that is not closed',
    text: atTop('application: "shop'),
    problems: ['9:1 the file is not valid YAML: a quote is not closed'],
  },
  {
    name: 'a bracket that is not closed',
    text: 'environments: { staging: { slots: [blue, green }\n',
    problems: ['1:48 the file is not valid YAML: a bracket is not closed'],
  },
  {
    name: 'a line without a colon',
    text: `environments:
  staging
    server: root@host
`,
    problems: ['2:3 the file is not valid YAML: a key spans several lines. A ":" or a quote may be missing'],
  },
  {
    name: 'a wrong indentation',
    text: `environments:
  staging:
    server: root@host
   path: /opt
`,
    problems: ['4:1 the file is not valid YAML: the indentation does not match the preceding lines'],
  },
  {
    name: 'a text that starts with @',
    text: atTop('registry: @tsh'),
    problems: ['1:11 the file is not valid YAML: a string cannot start with this character. Quote it'],
  },
  {
    name: 'a text with a colon',
    text: inStaging('migrate: php artisan: migrate'),
    problems: [
      '8:14 the file is not valid YAML: a string that contains ": " must be quoted, and a nested mapping must be on its own lines',
    ],
  },
  {
    name: 'an unknown escape',
    text: inStaging('migrate: "a\\d"'),
    problems: [
      '8:16 the file is not valid YAML: a double-quoted string has an unknown escape. Use \\\\ for a backslash, or use single quotes',
    ],
  },
  {
    name: 'a slot without quotes',
    text: inStaging('registry: {slot}_app'),
    problems: [
      '8:21 the file is not valid YAML: unexpected token. Quote the whole string if it starts with a bracket or a quote',
    ],
  },
  {
    name: 'a percent sign',
    text: `%foo
---
environments: {}
`,
    problems: ['1:1 the file is not valid YAML: a line starts with "%". Quote the string'],
  },
  {
    name: 'an unknown tag',
    text: atTop('application: !env NAME'),
    problems: ['1:14 the file is not valid YAML: a tag is not supported. Remove the "!" tag'],
  },
  {
    name: 'a tag of another type',
    text: atTop('application: !!binary aGk='),
    problems: ['1:14 the file is not valid YAML: a tag is not supported. Remove the "!" tag'],
  },
  {
    name: 'a value with two anchors',
    text: atTop('application: &a &b shop'),
    problems: ['1:17 the file is not valid YAML: a value has two anchors'],
  },
]
