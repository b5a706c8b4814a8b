import { accountPages } from './accounts/account.pages.ts'
import type { Clock } from './base/clock.ts'
import { audiencePages } from './console/audience.pages.ts'
import { consolePages } from './console/console.pages.ts'
import { whyPages } from './console/why.pages.ts'
import { conversationPages } from './conversations/conversation.pages.ts'
import { mailChoicePages } from './conversations/mail-choice.pages.ts'
import { productPages } from './demo/product.pages.ts'
import { startPages } from './demo/start.pages.ts'
import { timePages } from './demo/time.pages.ts'
import type { ArrivalJob } from './flags/arrival.job.ts'
import { flagPages } from './flags/flag.pages.ts'
import { flagFormPages } from './flags/flag-form.pages.ts'
import { offerPages } from './flags/offer.pages.ts'
import type { Page } from './http/page.ts'
import { headlineOf } from './insights/headline.ts'
import { insightPages } from './insights/insight.pages.ts'
import type { OwnOrigins } from './own-origins.ts'
import { boundsPages } from './pacing/bounds.pages.ts'
import { channelPages } from './pacing/channel.pages.ts'
import { invitationPages } from './pacing/invitation.pages.ts'
import { actPages } from './portal/acts.pages.ts'
import { answersPages } from './portal/answers.pages.ts'
import { choicesPages } from './portal/choices.pages.ts'
import { enterPages } from './portal/enter.pages.ts'
import { holdPages } from './portal/hold.pages.ts'
import { joinPages } from './portal/join.pages.ts'
import { noticePages } from './portal/notice.pages.ts'
import { otherDevicePages } from './portal/other-device.pages.ts'
import { ownPageService } from './portal/own-page.service.ts'
import { sayingPages } from './portal/saying.pages.ts'
import { subscriptionPages } from './portal/subscription.pages.ts'
import { dimensionPages } from './projects/dimension.pages.ts'
import { installationPages } from './projects/installation.pages.ts'
import { projectPages } from './projects/project.pages.ts'
import type { Services } from './services.ts'
import { identityPages } from './subjects/identity.pages.ts'
import { surveyPagesOf } from './survey-pages.ts'

/** The team's pages, and those of subjects that are not their own page. */
export const pagesOf = (all: Services, own: OwnOrigins, clock: Clock): Page[] => [
  ...startPages(all.projects, own.url),
  ...productPages(all),
  ...timePages({ ...all, clock }),
  ...enterPages(all),
  ...answersPages({ ...all, clock }),
  ...otherDevicePages({ ...all, url: own.url, clock }),
  ...subscriptionPages({ ...all, url: own.url, clock }),
  ...accountPages(all.accounts),
  ...consolePages(all.projects),
  ...flagFormPages({ flags: all.flags, chosen: all.forecasts.chosen, now: clock.now }),
  ...flagPages({
    flags: all.flags,
    now: clock.now,
    chosen: all.forecasts.chosen,
    seen: all.exposures.countByVariant,
    heard: all.heardOf,
    said: async (project, flag) => {
      const { surveys } = await all.insights.of(project, flag)
      return headlineOf(
        surveys.map(({ tally }) => tally),
        flag,
      )
    },
  }),
  ...offerPages({ flags: all.flags, now: clock.now }),
  ...whyPages(all),
  ...audiencePages(all),
  ...mailChoicePages(all.mailChoices),
  ...conversationPages({ ...all, flagsOf: all.ruleset.flagsOf, members: all.accounts.all, now: clock.now }),
  ...surveyPagesOf(all, clock),
  ...insightPages(all),
  ...identityPages({ ...all, url: own.url }),
  ...joinPages({ ...all, clock }),
  ...noticePages(all.notices),
  ...channelPages({ projects: all.projects, people: all.people.onLadder }),
  ...invitationPages({ ...all, names: all.subjects.names, countOn: all.policies.countOn, url: own.url, clock }),
  ...boundsPages({ ...all, people: all.people, clock }),
  ...installationPages({ ...all, url: own.url }),
  ...projectPages({ projects: all.projects, url: own.url }),
  ...dimensionPages({ projects: all.projects, url: own.url }),
]

/** What subjects see and do on their own page; it tells `arrivals` when to look again. */
export function ownPagesOf(all: Services, clock: Clock, arrivals: ArrivalJob): Page[] {
  const parts = { ...all, ownPages: ownPageService({ ...all, clock, watch: arrivals.watch }), clock }
  return [...choicesPages(parts), ...actPages(parts), ...holdPages(parts), ...sayingPages(parts)]
}
