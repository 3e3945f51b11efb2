// The platform table is that of packages/transport-wx/README.md, in both languages.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const readme = join(import.meta.dirname, '../../packages/transport-wx/README.md')
const HEAD = '| host | request |'

/** What a cell says in Chinese; numbers of notes stay. */
const chinese = {
  '**yes**': '**支持**',
  '*docs*': '*文档*',
  '**no**': '**无**',
  whole: '整体',
  caller: '仅调用方',
}

export function platformFaults(pages) {
  const there = tableOf(readFileSync(readme, 'utf8'), HEAD)
  return pages
    .filter(({ path }) => path.endsWith('platforms.md'))
    .flatMap(({ path, text, isChinese }) => {
      const told = tableOf(text, isChinese ? '| 宿主 | 请求 |' : HEAD)
      const wanted = isChinese ? there.map(inChinese) : there
      const cells = row => (isChinese ? row.slice(1) : row).join(' | ')
      const at = wanted.findIndex((row, index) => cells(row) !== cells(told[index] ?? []))
      const isShort = told.length !== wanted.length
      if (at === -1 && !isShort) return []
      return [`${path}: row ${at + 1} is not that of transport-wx/README.md`]
    })
}

function tableOf(text, head) {
  const [, rest = ''] = text.split(`\n${head}`)
  const [table] = rest.split('\n\n')
  const rows = table.split('\n').slice(2)
  return rows.map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

function inChinese(row) {
  return row.map(cell => {
    const [word, ...notes] = cell.split(' ')
    return [chinese[word] ?? word, ...notes].join(' ')
  })
}
