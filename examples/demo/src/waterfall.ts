/** Where a request is from this moment on. */
export interface Mark {
  /** `refused` is a moment on the way back; what follows it says where the request waits. */
  readonly kind: 'sent' | 'refused' | 'held' | 'queued'
  /** In ms since 1970. */
  readonly at: number
}

/** A request's whole life, and what is drawn of it. */
export interface Row {
  readonly name: string
  readonly marks: readonly Mark[]
  /** When it was over, in ms since 1970; absent while it is not. */
  readonly settledAt?: number
  readonly isAnswered?: boolean
  /** The last word: `200`, or why it failed. */
  readonly end?: string
  /** Until when it went on without its caller. */
  readonly aloneUntil?: number | undefined
  readonly isRefresh?: boolean
}

/** Paints a piece of text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string
export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'blue' | 'dim'

const codes: Readonly<Record<Colour, number>> = {
  red: 31,
  yellow: 33,
  green: 32,
  cyan: 36,
  blue: 34,
  dim: 90,
}

/** For a terminal. */
export const inColour: Paint = (colour, text) =>
  `\u001b[${codes[colour]}m${text}\u001b[0m`

/** For a file or a pipe. */
export const plain: Paint = (_, text) => text

export const LEGEND =
  '━ on its way   ✗ refused   · queued   ┄ held   ▓ the refresh   ● answered'

/** Draws each request as a line over time, with the signs of `LEGEND`. */
export function waterfall(rows: readonly Row[], width: number, paint: Paint): string {
  const start = Math.min(...rows.flatMap(row => row.marks.map(({ at }) => at)))
  const end = Math.max(start + 1, ...rows.map(endOf))
  const column = (at: number) => Math.round(((at - start) / (end - start)) * (width - 1))
  const label = Math.max(...rows.map(row => row.name.length))
  const lines = rows.map(row => {
    const bar = draw(cells(row, column), width, paint)
    return `  ${row.name.padEnd(label)}  ${bar}  ${row.end ?? 'not settled'}`
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

const refusal = { sign: '✗', colour: 'red' } as const
const holding = { sign: '┄', colour: 'yellow' } as const

/** What is drawn from a mark to the next. */
const looks = {
  sent: { sign: '━', colour: 'dim' },
  refused: holding,
  held: holding,
  queued: { sign: '·', colour: 'blue' },
} as const

function cells(row: Row, column: Column): Cell[] {
  const { marks, settledAt, isAnswered, isRefresh, aloneUntil } = row
  const end = column(settledAt ?? endOf(row))
  const from = column(marks[0]?.at ?? endOf(row))
  const before: Cell = { to: from, sign: ' ', colour: 'dim' }
  if (isRefresh) return [before, { to: end + 1, sign: '▓', colour: 'cyan' }]
  const runs = marks.flatMap(({ kind, at }, index): Cell[] => {
    const next = marks[index + 1]
    const run: Cell = { to: next ? column(next.at) : end, ...looks[kind] }
    if (kind === 'refused') return [{ to: column(at) + 1, ...refusal }, run]
    const isGood = kind === 'sent' && next === undefined && isAnswered
    return [isGood ? { ...run, colour: 'green' } : run]
  })
  const last = isAnswered ? { sign: '●', colour: 'green' as const } : refusal
  const alone: Cell = { to: column(aloneUntil ?? 0) + 1, sign: '╍', colour: 'dim' }
  return [before, ...runs, { to: end + 1, ...last }, alone]
}

function draw(runs: readonly Cell[], width: number, paint: Paint): string {
  let at = 0
  const bar = runs.map(({ to, sign, colour }) => {
    const length = Math.max(0, to - at)
    at += length
    return length === 0 ? '' : paint(colour, sign.repeat(length))
  })
  return bar.join('') + ' '.repeat(Math.max(0, width - at))
}

function endOf({ marks, settledAt = 0, aloneUntil = 0 }: Row): number {
  return Math.max(settledAt, aloneUntil, ...marks.map(({ at }) => at))
}
