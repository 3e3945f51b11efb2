// What VitePress itself does not look at: links to headings, snippets that were not found,
// and anything that a page would fetch from elsewhere.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** What is wrong with the built site. */
export function siteFaults(folder) {
  const files = readdirSync(folder, { recursive: true }).map(name =>
    name.replaceAll('\\', '/'),
  )
  const read = name => readFileSync(join(folder, name), 'utf8')
  const pages = files.filter(name => name.endsWith('.html'))
  const ids = new Map(pages.map(name => [name, idsOf(read(name))]))
  const ofPages = pages.flatMap(name => pageFaults(name, read(name), ids))
  const styles = files.filter(name => name.endsWith('.css'))
  const ofStyles = styles.flatMap(name =>
    [...read(name).matchAll(/(?:url\(|@import\s*)["']?(?:https?:)?\/\/[^"')]+/g)].map(
      ([what]) => `${name} fetches ${what}`,
    ),
  )
  return [...ofPages, ...ofStyles]
}

function idsOf(html) {
  return new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
}

function pageFaults(name, html, ids) {
  const faults = []
  const snippet = /Code snippet path not found: [^<]*|Invalid code snippet option/.exec(
    html,
  )
  if (snippet) faults.push(`${name}: ${snippet[0]}`)
  for (const [tag] of html.matchAll(/<(?:script|link|img|iframe|source)\s[^>]*>/g)) {
    if (/\s(?:src|href)="(?:https?:)?\/\//.test(tag))
      faults.push(`${name} fetches ${tag}`)
  }
  for (const [, path, id] of html.matchAll(/<a\s[^>]*?href="([^"#:]*)#([^"]+)"/g)) {
    const target =
      path === '' ? name : fileOf(posix.join(posix.dirname(`/${name}`), path), path)
    const known = ids.get(target)
    if (known && !known.has(decodeURIComponent(id))) {
      faults.push(`${name} links to ${path}#${id}, and there is no such heading`)
    }
  }
  return faults
}

/** The file behind a link. */
function fileOf(relative, path) {
  const full = path.startsWith('/') ? path : relative
  return (full.endsWith('/') ? `${full}index.html` : full).slice(1)
}
