import type { Project } from '../projects/project.ts'

/** What stands around a subject's own pages; the key stays out of it, for only the team's pages follow a project. */
export function portalFrame({ key, name }: Project, current: 'choices' | 'answers', title: string) {
  const home = `/me/${key}`
  const entry = (href: string, label: string, page: string) => ({ href, label, current: page === current })
  return {
    title: `${title} · ${name}`,
    project: { name },
    home,
    nav: [entry(home, 'My choices', 'choices'), entry(`${home}/answers`, 'My answers', 'answers')],
    script: '/scripts/console.js',
  }
}
