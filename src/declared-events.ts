import { attachmentEvents } from './conversations/attachment.socket.ts'
import { conversationEvents } from './conversations/conversation.socket.ts'
import { exposureEvents } from './exposures/exposure.socket.ts'
import type { ArrivalJob } from './flags/arrival.job.ts'
import { flagEvents } from './flags/flag.socket.ts'
import type { OwnOrigins } from './own-origins.ts'
import { noticeEvents } from './pacing/notice.socket.ts'
import { choicesEvents } from './portal/choices.socket.ts'
import { newsEvents } from './portal/news.socket.ts'
import type { Services } from './services.ts'
import { subjectEvents } from './subjects/subject.socket.ts'
import { surveyEvents } from './surveys/survey.socket.ts'

/** What pages with the widget may send, over a socket or over HTTP. */
export const eventsOf = (all: Services, own: OwnOrigins, arrivals: ArrivalJob) => [
  ...flagEvents(all.ruleset, arrivals),
  ...exposureEvents(all.exposures),
  ...surveyEvents(all),
  ...attachmentEvents(all.attachments, () => own.url),
  ...conversationEvents(all),
  ...noticeEvents(all.notices),
  ...choicesEvents(all.choices),
  ...newsEvents(all.news),
  ...subjectEvents(all.subjects, () => own.url),
]
