import { type Burst, burstsOf } from '../bursts'
import { countersOf } from '../counters'
import type { Row } from '../row'
import { barOf, type Scale } from './bar'
import { element } from './element'
import { duration, timeOfDay } from './time-words'
import { VirtualList } from './virtual-list'
import type { Words } from './words'

/** A line of the list: the heading of a burst, or a row of it. */
type Item =
  | { readonly burst: Burst; readonly row?: undefined }
  | { readonly burst: Burst; readonly row: Row }

const HEADING = 34
const ROW = 24
const DENSE = 6

/** What the timeline is told from outside. */
export interface TimelineParts {
  readonly words: Words
  now(): number
  onSelect(key: string): void
}

/** The list of all requests, the newest burst on top. */
export class TimelineView {
  readonly root: HTMLElement
  private readonly list: VirtualList<Item>
  private items: readonly Item[] = []
  private rows: readonly Row[] = []
  private active: string | undefined
  private isDense = false
  private at = 0

  constructor(private readonly parts: TimelineParts) {
    const { words } = parts
    this.root = element('div', {
      ...{ class: 'timeline', role: 'listbox', tabindex: 0 },
      'aria-label': words.timeline,
    })
    this.list = new VirtualList(this.root, {
      heightOf: ({ row }) => (row === undefined ? HEADING : this.isDense ? DENSE : ROW),
      draw: item =>
        item.row === undefined
          ? this.heading(item.burst)
          : this.line(item.row, item.burst),
    })
    this.root.addEventListener('keydown', event => this.onKey(event))
  }

  show(rows: readonly Row[], selected: string | undefined, isDense: boolean): void {
    this.rows = rows
    this.isDense = isDense
    this.at = this.parts.now()
    this.active = selected ?? this.active
    this.root.classList.toggle('dense', isDense)
    this.items = ([] as Item[]).concat(
      ...burstsOf(rows)
        .reverse()
        .map(burst => [{ burst }, ...burst.rows.map(row => ({ burst, row }))]),
    )
    this.list.show(this.items)
    const isThere = rows.some(({ key }) => key === this.active)
    if (isThere) this.root.setAttribute('aria-activedescendant', idOf(this.active))
    else this.root.removeAttribute('aria-activedescendant')
  }

  /** Goes to the row that was chosen last. */
  focus(): void {
    this.root.focus()
    this.list.reveal(this.items.findIndex(({ row }) => row && row.key === this.active))
  }

  private heading({ from, to, rows }: Burst): HTMLElement {
    const { words } = this.parts
    const { requests, refused, refreshes, failed } = countersOf(rows)
    const facts = [
      requests > 0 && words.requests(requests),
      refused > 0 && words.refused(refused),
      refreshes > 0 && `${refreshes} × ${words.refresh}`,
      failed > 0 && `${failed} × ${words.ends.failed}`,
    ].filter(Boolean)
    return element(
      'div',
      { class: 'heading', role: 'presentation' },
      element('b', {}, timeOfDay(from)),
      element('span', { class: 'facts' }, facts.join(' · ')),
      element('span', { class: 'took' }, to ? duration(to - from) : words.underWay),
    )
  }

  private line(row: Row, burst: Burst): HTMLElement {
    const { key, kind, state, status, code, startedAt, endedAt = this.at } = row
    const { words } = this.parts
    const scale: Scale = { from: burst.from, to: burst.to ?? this.at }
    const name =
      kind === 'refresh' ? words.refresh : `#${row.id} ${row.method} ${brief(row.path)}`
    const isFailure = state === 'failed' && code !== undefined && code !== 'status'
    const end = isFailure ? code : String(status ?? words.states[state])
    const isActive = key === this.active
    const line = element(
      'div',
      {
        ...{ class: `row ${kind} ${state}${isActive ? ' active' : ''}` },
        ...{ role: 'option', id: idOf(key), 'aria-selected': String(isActive) },
        'aria-label': `${name}, ${words.states[state]}, ${end}, ${duration(endedAt - startedAt)}`,
      },
      element('span', { class: 'name', title: name }, name),
      barOf(row, scale, this.at),
      element('span', { class: 'end', title: row.message ?? end }, end),
    )
    line.addEventListener('click', () => this.select(key))
    return line
  }

  private select(key: string): void {
    this.active = key
    this.parts.onSelect(key)
  }

  private onKey(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 15,
      PageUp: -15,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    }
    const step = steps[event.key]
    if (step === undefined || this.rows.length === 0) return
    event.preventDefault()
    const lines = this.items.filter(({ row }) => row !== undefined)
    const at = lines.findIndex(({ row }) => row?.key === this.active)
    const to = at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + step))
    const line = lines[to]
    if (line?.row === undefined) return
    this.select(line.row.key)
    this.list.reveal(this.items.indexOf(line))
  }
}

/** Of a long path, its end: the beginning is the same in most. */
function brief(path: string): string {
  const parts = path.split('/')
  return parts.length > 3 ? `…/${parts.pop()}` : path
}

function idOf(key = ''): string {
  return `row-${key.replace(/\W/g, '-')}`
}
