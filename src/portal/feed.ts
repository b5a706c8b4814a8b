import { Feed } from 'feed'
import type { Project } from '../projects/project.ts'
import { type AnnouncementReader, announcementWords } from './announcement-words.ts'
import type { Announcement } from './announcements.ts'

export const feedFormats = ['atom', 'rss', 'json'] as const
export type FeedFormat = (typeof feedFormats)[number]

export const feedNames = { atom: 'Atom', rss: 'RSS', json: 'JSON Feed' } as const

export const feedMedia = {
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  json: 'application/feed+json',
} as const

/** What a feed says of itself; `self` and `home` are addresses, `madeAt` is when there was nothing to say yet (ms). */
export type FeedFrame = { product: string; title: string; self: string; home: string; madeAt: number }

/** Announcements as a feed, the newest first; nothing in it but what they say, so that equal announcements give equal bytes. */
export function feedText(
  format: FeedFormat,
  frame: FeedFrame,
  announcements: readonly Announcement[],
  reader: AnnouncementReader,
): string {
  // The library escapes the text of an element but for what looks escaped already.
  const plain = (text: string) => (format === 'json' ? text : valid(text).replaceAll('&', '&amp;'))
  // Titles of entries are taken for HTML, in JSON for text.
  const entryTitle = (text: string) => (format === 'json' ? text : html(text))
  const feed = new Feed({
    id: frame.self,
    title: plain(frame.title),
    link: frame.home,
    feedLinks: { [format]: frame.self },
    updated: new Date(Math.max(frame.madeAt, ...announcements.map(({ changedAt }) => changedAt))),
    author: { name: plain(frame.product) },
    generator: 'Sluice',
  })
  for (const announcement of [...announcements].sort(
    (a, b) => b.changedAt - a.changedAt || b.publishedAt - a.publishedAt,
  )) {
    const lines = [announcement.sentence, announcementWords(announcement, reader)].filter(Boolean)
    feed.addItem({
      id: `urn:uuid:${announcement.id}`,
      title: entryTitle(announcement.title),
      link: frame.home,
      description: lines.map((line) => `<p>${html(line)}</p>`).join(''),
      date: new Date(announcement.changedAt),
      published: new Date(announcement.publishedAt),
    })
  }
  return { atom: feed.atom1, rss: feed.rss2, json: feed.json1 }[format].call(feed)
}

/** The feeds of a channel, for the head of a page. */
export function channelFeeds({ key, name, channels }: Pick<Project, 'key' | 'name' | 'channels'>, channel: string) {
  const { name: where = channel } = channels.find((one) => one.key === channel) ?? {}
  return feedFormats.map((format) => ({
    type: feedMedia[format],
    name: feedNames[format],
    title: `${name} on ${where} (${feedNames[format]})`,
    href: `/feeds/${key}/${channel}.${format}`,
  }))
}

const html = (text: string) => valid(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** XML has no way to write some characters, not even escaped. */
const valid = (text: string) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
