import { type Colour, type Paint, plain } from './paint'
import type { Row, Span, SpanKind } from './row'

/** How the text looks. */
export interface TextOptions {
  /** How many columns the time takes, without names and ends. @default 72 */
  readonly width?: number | undefined
  /** @default plain */
  readonly paint?: Paint | undefined
  /** What a row is called. @default its method and path */
  readonly nameOf?: ((row: Row) => string) | undefined
}

/** A run of one sign, up to a column that it does not fill. */
interface Cell {
  readonly to: number
  readonly sign: string
  readonly colour: Colour
}

type Column = (at: number) => number

/**
 * Draws each request as a line over time: `·` waiting for a slot, `━` on the wire, `✗`
 * refused or failed, `┄` held or waiting to be sent again, `─` in the layers, `●` answered,
 * `╍` going on without its caller; a refresh as `▓`.
 */
export function renderText(
  rows: readonly Row[],
  { width = 72, paint = plain, nameOf = methodAndPath }: TextOptions = {},
): string {
  const start = Math.min(...rows.map(({ startedAt }) => startedAt))
  const end = Math.max(start + 1, ...rows.map(latestOf))
  if (rows.length === 0) return ''
  const column = (at: number) => Math.round(((at - start) / (end - start)) * (width - 1))
  const names = rows.map(nameOf)
  const label = Math.max(...names.map(name => name.length))
  const lines = rows.map((row, index) => {
    const { bar, length } = draw(cellsOf(row, end, column), paint)
    const rest = ' '.repeat(Math.max(0, width - length))
    return `  ${(names[index] ?? '').padEnd(label)}  ${bar}${rest}  ${endOf(row)}`
  })
  const scale = `0 ms${`${end - start} ms`.padStart(width - 4)}`
  return [...lines, paint('dim', `  ${' '.repeat(label)}  ${scale}`)].join('\n')
}

/** The last that is known of a row. */
function latestOf({ startedAt, endedAt, spans, aloneUntil }: Row): number {
  const { from = startedAt, to = from } = spans[spans.length - 1] ?? {}
  return aloneUntil ?? endedAt ?? to
}

function methodAndPath({ kind, method, path }: Row): string {
  const name = `${method} ${path}`.trim()
  return kind === 'refresh' ? name || 'refresh' : name
}

function endOf({ status, code, endedAt, state }: Row): string {
  if (endedAt === undefined) return '…'
  if (state === 'answered') return `${status ?? 'ok'}`
  return code === 'status' || code === undefined ? `${status ?? 'failed'}` : code
}

function cellsOf(row: Row, end: number, column: Column): Cell[] {
  const { kind, startedAt, endedAt, state } = row
  const to = column(endedAt ?? end)
  const before: Cell = { to: column(startedAt), sign: ' ', colour: 'dim' }
  const failure: Cell = { to: to + 1, sign: '✗', colour: 'red' }
  if (kind === 'refresh') {
    const isBad = state === 'failed'
    const run: Cell = { to: isBad ? to : to + 1, sign: '▓', colour: 'cyan' }
    return isBad ? [before, run, failure] : [before, run]
  }
  const cells = row.spans.map((span, index) => spanCells(span, index, end, column))
  const runs = ([] as Cell[]).concat(...cells)
  if (endedAt === undefined) return [before, ...runs]
  const last: Cell =
    state === 'answered' ? { to: to + 1, sign: '●', colour: 'green' } : failure
  const alone: Cell = { to: column(row.aloneUntil ?? 0) + 1, sign: '╍', colour: 'dim' }
  return [before, ...runs, last, alone]
}

const signs: Readonly<Record<SpanKind, readonly [sign: string, colour: Colour]>> = {
  inside: ['─', 'dim'],
  queued: ['·', 'blue'],
  sent: ['━', 'dim'],
  held: ['┄', 'yellow'],
  paused: ['┄', 'yellow'],
}

function spanCells(span: Span, index: number, end: number, column: Column): Cell[] {
  const to = column(span.to ?? end)
  const [sign, colour] = signs[span.kind]
  // On its first way in a request is nowhere to be seen.
  if (index === 0 && span.kind === 'inside') return [{ to, sign: ' ', colour: 'dim' }]
  if (span.end === 'answered') return [{ to, sign, colour: 'green' }]
  const run: Cell = { to, sign, colour }
  return span.end === undefined ? [run] : [run, { to: to + 1, sign: '✗', colour: 'red' }]
}

function draw(runs: readonly Cell[], paint: Paint): { bar: string; length: number } {
  let length = 0
  const parts = runs.map(({ to, sign, colour }) => {
    const more = Math.max(0, to - length)
    length += more
    return more === 0 ? '' : paint(colour, sign.repeat(more))
  })
  return { bar: parts.join(''), length }
}
