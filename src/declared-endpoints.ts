import { cannedReplyEndpoints } from './conversations/canned-reply.endpoints.ts'
import { conversationEndpoints } from './conversations/conversation.endpoints.ts'
import { flagEndpoints } from './flags/flag.endpoints.ts'
import { healthEndpoints } from './ops/health.endpoints.ts'
import { nodeWarning } from './ops/node-warning.ts'
import { audienceEndpoints } from './pacing/audience.endpoints.ts'
import { channelEndpoints } from './pacing/channel.endpoints.ts'
import { choicesEndpoints } from './portal/choices.endpoints.ts'
import { ofrepEndpoints } from './sdk/ofrep.endpoints.ts'
import type { Services } from './services.ts'
import { identityEndpoints } from './subjects/identity.endpoints.ts'
import { subjectEndpoints } from './subjects/subject.endpoints.ts'
import { surveyEndpoints } from './surveys/survey.endpoints.ts'

/** All of the JSON API that needs nothing but services; `ping`: asks the database whether it answers. */
export const endpointsOf = (all: Services, { ping }: { ping: () => Promise<unknown> }) => [
  ...healthEndpoints({ ping, warnings: [nodeWarning(process.versions.node) ?? []].flat() }),
  ...ofrepEndpoints(all),
  ...subjectEndpoints(all.subjects),
  ...identityEndpoints(all.identitySecrets),
  ...flagEndpoints(all.flags),
  ...surveyEndpoints(all),
  ...conversationEndpoints(all),
  ...cannedReplyEndpoints(all),
  ...channelEndpoints(all),
  ...audienceEndpoints(all.audience),
  ...choicesEndpoints(all),
]
