import type { Span } from './trace'

/** A request's whole life, and what is drawn of it. */
export interface Row {
  readonly name: string
  readonly spans: readonly Span[]
  /** When the caller heard of it, in ms since 1970. */
  readonly settledAt: number
  /** The last word: `200`, or why it failed. */
  readonly end: string
  readonly isAnswered: boolean
  readonly isRefresh?: boolean
}

/** Paints a piece of text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string
export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'dim'

const codes: Readonly<Record<Colour, number>> = {
  red: 31,
  yellow: 33,
  green: 32,
  cyan: 36,
  dim: 90,
}

/** For a terminal. */
export const inColour: Paint = (colour, text) =>
  `\u001b[${codes[colour]}m${text}\u001b[0m`

/** For a file or a pipe. */
export const plain: Paint = (_, text) => text

/**
 * Draws each request as a line over time: `━` on its way, `✗` refused, `┄` held while the
 * token is refreshed, `●` answered; a refresh as `▓`.
 */
export function waterfall(rows: readonly Row[], width: number, paint: Paint): string {
  const start = Math.min(...rows.flatMap(row => row.spans.map(span => span.from)))
  const end = Math.max(start + 1, ...rows.map(row => row.settledAt))
  const column = (at: number) => Math.round(((at - start) / (end - start)) * (width - 1))
  const label = Math.max(...rows.map(row => row.name.length))
  const lines = rows.map(row => {
    const bar = draw(
      row.isRefresh ? refreshCells(row, column) : cells(row, column),
      paint,
    )
    const rest = ' '.repeat(width - column(row.settledAt) - 1)
    return `  ${row.name.padEnd(label)}  ${bar}${rest}  ${row.end}`
  })
  const scale = `0 ms${`${end - start} ms`.padStart(width - 4)}`
  return [...lines, paint('dim', `  ${' '.repeat(label)}  ${scale}`)].join('\n')
}

/** A run of one sign, up to a column that it does not fill. */
interface Cell {
  readonly to: number
  readonly sign: string
  readonly colour: Colour
}

type Column = (at: number) => number

function cells({ spans, settledAt, isAnswered }: Row, column: Column): Cell[] {
  const runs = spans.flatMap((span, index): Cell[] => {
    const isLast = index === spans.length - 1
    const way: Cell = {
      to: column(span.to),
      sign: '━',
      colour: isLast && isAnswered ? 'green' : 'dim',
    }
    const before: Cell =
      index === 0
        ? { to: column(span.from), sign: ' ', colour: 'dim' }
        : { to: column(span.from), sign: '┄', colour: 'yellow' }
    if (isLast && isAnswered) return [before, way]
    return [before, way, { to: column(span.to) + 1, sign: '✗', colour: 'red' }]
  })
  const end = column(settledAt)
  return [
    ...runs,
    { to: end, sign: '┄', colour: 'yellow' },
    isAnswered
      ? { to: end + 1, sign: '●', colour: 'green' }
      : { to: end + 1, sign: '✗', colour: 'red' },
  ]
}

function refreshCells({ spans, settledAt }: Row, column: Column): Cell[] {
  const from = column(spans[0]?.from ?? settledAt)
  return [
    { to: from, sign: ' ', colour: 'dim' },
    { to: column(settledAt) + 1, sign: '▓', colour: 'cyan' },
  ]
}

function draw(runs: readonly Cell[], paint: Paint): string {
  let at = 0
  return runs
    .map(({ to, sign, colour }) => {
      const length = Math.max(0, to - at)
      at += length
      return length === 0 ? '' : paint(colour, sign.repeat(length))
    })
    .join('')
}
