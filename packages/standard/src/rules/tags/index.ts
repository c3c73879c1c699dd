import type { RuleGroup } from '../../rule.ts'
import { buildTags, doubledPrefix, thirdPartyTags, versionTag } from './images.ts'
import { registryNames, versionForm } from './versions.ts'

export const TAGS: RuleGroup = {
  name: 'Tags',
  rules: [versionTag, versionForm, doubledPrefix, buildTags, thirdPartyTags, registryNames],
}
