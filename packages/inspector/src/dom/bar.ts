import type { Row, Span } from '../row'
import { element } from './element'

/** The time that a track shows. */
export interface Scale {
  readonly from: number
  readonly to: number
}

/** Where an instant stands, in percent. */
type Place = (at: number) => number

/** Draws a row's spans along a track. */
export function barOf(row: Row, { from, to }: Scale, now: number): HTMLElement {
  const length = Math.max(1, to - from)
  const place: Place = at => Math.min(100, Math.max(0, ((at - from) / length) * 100))
  const spans = row.spans.map(span => {
    const live = span.to === undefined ? ' live' : ''
    return stretch(
      `${aboutOf(row, span)}${live}`,
      place(span.from),
      place(span.to ?? now),
    )
  })
  const refusals = row.spans
    .filter(({ end }) => end === 'refused' || end === 'failed')
    .map(span => mark('failed', place(span.to ?? now)))
  return element('span', { class: 'track' }, ...spans, ...refusals, ...endOf(row, place))
}

function aboutOf({ kind, state }: Row, span: Span): string {
  return kind === 'refresh' ? `refresh ${state}` : `${span.kind} ${span.end ?? ''}`
}

/** The last mark of a request, and what went on without its caller. */
function endOf({ kind, state, endedAt, aloneUntil }: Row, place: Place): HTMLElement[] {
  if (endedAt === undefined || kind === 'refresh') return []
  const last = mark(`last ${state}`, place(endedAt))
  if (aloneUntil === undefined) return [last]
  return [stretch('alone', place(endedAt), place(aloneUntil)), last]
}

function stretch(about: string, left: number, right: number): HTMLElement {
  const style = `left:${left}%;width:${right - left}%`
  return element('i', { class: `span ${about}`, style })
}

function mark(about: string, left: number): HTMLElement {
  return element('i', { class: `mark ${about}`, style: `left:${left}%` })
}
