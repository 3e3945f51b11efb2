import type { Row, Span } from '../row'
import { element } from './element'

/** The time that a track shows. */
export interface Scale {
  readonly from: number
  readonly to: number
}

/** Draws a row's spans along a track. */
export function barOf(row: Row, scale: Scale, now: number): HTMLElement {
  const place = placing(scale)
  const spans = row.spans.map(span => piece(span, row, place, now))
  const marks = row.spans
    .filter(({ end }) => end === 'refused' || end === 'failed')
    .map(({ to = now }) => mark('failed', place(to)))
  const last =
    row.endedAt === undefined || row.kind === 'refresh'
      ? []
      : [mark(`last ${row.state}`, place(row.endedAt))]
  return element('span', { class: 'track' }, ...spans, ...marks, ...last)
}

/** Where an instant stands, in percent. */
function placing({ from, to }: Scale): (at: number) => number {
  const length = Math.max(1, to - from)
  return at => Math.min(100, Math.max(0, ((at - from) / length) * 100))
}

function piece(
  { kind, from, to, end }: Span,
  row: Row,
  place: (at: number) => number,
  now: number,
): HTMLElement {
  const left = place(from)
  const width = place(to ?? now) - left
  const about = row.kind === 'refresh' ? `refresh ${row.state}` : `${kind} ${end ?? ''}`
  const live = to === undefined ? ' live' : ''
  const style = `left:${left}%;width:${width}%`
  return element('i', { class: `span ${about}${live}`, style })
}

function mark(about: string, left: number): HTMLElement {
  return element('i', { class: `mark ${about}`, style: `left:${left}%` })
}
