// Each page is there in both languages, and the two are of one build: the same headings,
// tables, snippets and code, but for comments and texts.
import { posix } from 'node:path'
import ts from 'typescript'
import { blocksOf } from './pages.mjs'

/** What is wrong between the two languages. */
export function twinFaults(pages) {
  const english = new Map(pages.filter(page => !page.isChinese).map(at => [at.path, at]))
  const chinese = new Map(pages.filter(page => page.isChinese).map(at => [at.path, at]))
  const faults = []
  for (const [path, page] of english) {
    const twin = chinese.get(`zh/${path}`)
    chinese.delete(`zh/${path}`)
    if (twin === undefined) faults.push(`${path} has no Chinese page`)
    else faults.push(...differences(page, twin))
  }
  for (const path of chinese.keys()) faults.push(`${path} has no English page`)
  return faults
}

function differences(page, twin) {
  const [mine, its] = [shapeOf(page), shapeOf(twin)]
  return Object.keys(mine).flatMap(what => {
    const at = mine[what].findIndex((each, index) => each !== its[what][index])
    if (at === -1 && mine[what].length === its[what].length) return []
    const place = at === -1 ? mine[what].length : at
    const told = [mine, its].map(shape =>
      JSON.stringify(shape[what][place])?.slice(0, 200),
    )
    return [
      `${page.path} and its twin differ in ${what} ${place + 1}: ${told.join(' / ')}`,
    ]
  })
}

function shapeOf({ path, text }) {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '```')
  const all = pattern => [...prose.matchAll(pattern)].map(([whole]) => whole)
  return {
    headings: all(/^#+ /gm),
    'table rows': all(/^\|.*\|$/gm).map(row => `${row.split('|').length} cells`),
    markers: all(/^<!-- (?:options|codes|platforms).*-->$|^<[A-Z].*$/gm),
    snippets: all(/^<<< .*$/gm).map(line => {
      const [target, ...rest] = line.slice(4).split('{')
      return [posix.join(posix.dirname(path), target), ...rest]
        .join('{')
        .trim()
        .replace(/^\.\.\//, '')
    }),
    'code blocks': blocksOf(text).map(({ language, words, code }) =>
      [language, ...words, bare(language, code)].join('\n'),
    ),
  }
}

/** Code without comments, and without what its strings say. */
function bare(language, code) {
  if (!['ts', 'js', 'json'].includes(language)) {
    // What a person reads in another language: only its shape is compared.
    return code.replace(/\s+(#|\/\/|;).*$/gm, '').replace(/[^\n]+/g, 'line')
  }
  const file = ts.createSourceFile(
    `block.${language}`,
    code,
    ts.ScriptTarget.ESNext,
    true,
  )
  return tokensOf(file, file).join(' ')
}

function tokensOf(node, file) {
  if (ts.isJSDoc(node)) return []
  const parts = node.getChildren(file)
  if (parts.length > 0) return parts.flatMap(part => tokensOf(part, file))
  const isText =
    ts.isStringLiteral(node) ||
    (node.kind >= ts.SyntaxKind.FirstTemplateToken &&
      node.kind <= ts.SyntaxKind.LastTemplateToken)
  return [isText ? "''" : node.getText(file)]
}
