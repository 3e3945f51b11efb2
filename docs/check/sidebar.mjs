// Every page stands in the sidebar, and nothing else does.
import { sidebar } from '../.vitepress/pages.mjs'

export function sidebarFaults(pages) {
  const linked = [0, 1].flatMap(language =>
    sidebar(language).flatMap(({ items }) => items.map(({ link }) => link)),
  )
  const there = pages.map(({ path }) => `/${path.replace(/\.md$/, '')}`)
  return [
    ...linked
      .filter(link => !there.includes(link))
      .map(link => `the sidebar leads to ${link}, and there is no such page`),
    ...there
      .filter(page => !page.endsWith('/index') && !linked.includes(page))
      .map(page => `${page} does not stand in the sidebar`),
  ]
}
