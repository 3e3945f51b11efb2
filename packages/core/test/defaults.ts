import { readFileSync } from 'node:fs'

/** Every default that the docs promise (K33): durations in ms, `none` for no limit. */
export const defaults = {
  timeout: 10_000,
  deadline: 'none',
  refreshTimeout: 10_000,
  refreshDeadline: 60_000,
  expiryMargin: 60_000,
  refreshCooldown: 3_000,
  storageTimeout: 2_000,
  maxHeld: 10_000,
  maxReplays: 1,
  delayMs: 0,
  minMs: 0,
  bridgeMs: 50,
  toastMs: 2_000,
  icon: 'none',
} as const

/**
 * What the tables of a page, from the root of the repository, say of these options, in the
 * order of the page. A cell may tell of several: `a`, `b` | 0, 50 ms.
 */
export function toldDefaults(page: string): Array<[name: string, value: unknown]> {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
  return tablesOf(text).flatMap(([head = [], , ...rows]) => {
    const column = head.findIndex(cell => /^(default|默认)$/.test(cell))
    return column < 0 ? [] : rows.flatMap(row => pairsOf(row[0] ?? '', row[column] ?? ''))
  })
}

/** The cells of each table, its head and the line below it included. */
function tablesOf(text: string): string[][][] {
  const tables = text.match(/(?:^\|.*\|$\n?)+/gm) ?? []
  return tables.map(table =>
    table
      .trim()
      .split('\n')
      .map(line => line.split('|').slice(1, -1))
      .map(cells => cells.map(cell => cell.trim())),
  )
}

function pairsOf(what: string, told: string): Array<[string, unknown]> {
  const names = what.match(/`\w+`|\bicon\b|图标/g) ?? []
  const known = names
    .map(name => (name === '图标' ? 'icon' : name.replace(/`/g, '')))
    .filter(name => name in defaults)
  if (known.length === 0) return []
  const values = told.split(/, |、/)
  if (known.length !== values.length) throw new Error(`unclear: ${what} | ${told}`)
  return known.map((name, at) => [name, readValue(values[at] as string)])
}

function readValue(told: string): unknown {
  const text = told.replace(/`/g, '')
  if (/^(none|无)$/.test(text)) return 'none'
  const [, digits, unit] =
    text.match(/^(\d{1,3}(?:[, _]\d{3})*) ?(ms|毫秒|秒|次)?$/) ?? []
  if (digits === undefined) throw new Error(`neither a number nor none: ${text}`)
  return Number(digits.replace(/\D/g, '')) * (unit === '秒' ? 1_000 : 1)
}
