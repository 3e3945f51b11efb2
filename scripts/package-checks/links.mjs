import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

/** `[text](link)`, `[text]: link`, `<a href="link">`. */
const LINK = /\]\(\s*([^\s)]+)|^\s*\[[^\]]+\]:\s*(\S+)|(?:href|src)="([^"]+)"/gm

/**
 * The links of a published page that lead nowhere. Who reads it has the package, or the
 * page on npm, and no repository around it.
 */
export function deadLinks(folder, files, page) {
  const text = readFileSync(`${folder}/${page}`, 'utf8').replace(/^```.*?^```$/gms, '')
  const links = [...text.matchAll(LINK)].map(([, ...ways]) => ways.find(Boolean))
  return links.filter(link => {
    const sibling = /^https:\/\/www\.npmjs\.com\/package\/@allium\/([^/#?]+)$/.exec(link)
    if (sibling) return !existsSync(`${folder}/../${sibling[1]}/package.json`)
    if (/^https?:\/\//.test(link)) return false
    if (link.startsWith('#')) return !headings(text).includes(link.slice(1))
    const path = posix.normalize(link.split('#', 1)[0])
    const isPublished = files.some(file => path === file || path.startsWith(`${file}/`))
    return !isPublished || !existsSync(`${folder}/${path}`)
  })
}

/** The ids of a page's headings, as npm and GitHub make them. */
const headings = text =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
