import type { Entry } from '../entry'
import type { Row } from '../row'
import { barOf } from './bar'
import { button, element } from './element'
import { sentenceOf } from './entry-words'
import { duration } from './time-words'
import type { Locale, Words } from './words'

/** What is known of one row. */
export interface Details {
  readonly row: Row
  readonly entries: readonly Entry[]
  readonly now: number
}

/** One request, taken apart. */
export class DetailsView {
  readonly root: HTMLElement
  private readonly body: HTMLElement = element('div', { class: 'parts', tabindex: 0 })
  private readonly title: HTMLElement = element('h3')
  private shown = ''

  constructor(
    private readonly words: Words,
    private readonly locale: Locale,
    onClose: () => void,
  ) {
    const close = button('✕', { class: 'quiet', 'aria-label': words.close }, onClose)
    this.root = element(
      'div',
      { class: 'details' },
      element('div', { class: 'head' }, this.title, close),
      this.body,
    )
  }

  show(details: Details): void {
    const { row, entries } = details
    const state = `${row.key} ${entries.length} ${row.endedAt ?? details.now}`
    if (state === this.shown) return
    this.shown = state
    const name = `${row.method} ${row.path}`.trim()
    this.title.textContent = row.kind === 'refresh' ? this.words.refresh : name
    this.body.replaceChildren(
      this.verdict(details),
      ...(row.message === undefined ? [] : [element('p', { class: 'why' }, row.message)]),
      barOf(row, { from: row.startedAt, to: row.endedAt ?? details.now }, details.now),
      ...(row.kind === 'request' ? [this.attempts(details), this.layers(details)] : []),
      ...this.headers(entries),
      this.steps(details),
    )
  }

  focus(): void {
    this.body.focus()
  }

  private verdict({ row, now }: Details): HTMLElement {
    const { state, status, code, startedAt, endedAt = now } = row
    const { states, verdict } = this.words
    const end = [status, code === 'status' ? undefined : code].filter(Boolean).join(' · ')
    const text = verdict(states[state], end, duration(endedAt - startedAt))
    return element('p', { class: `verdict ${state}` }, text)
  }

  private attempts({ row, now, entries }: Details): HTMLElement {
    const { words } = this
    const head = [words.attempt, words.waited, words.wire, words.end]
    const lines = row.spans
      .filter(({ kind }) => kind === 'sent')
      .map(({ attempt, from, to = now, status, end }) => {
        const begin = entries.find(each => each.type === 'attempt' && each.at === from)
        const said = [status, end && words.ends[end]].filter(Boolean).join(' ')
        const waited = duration(begin?.queuedMs ?? 0)
        const cells = [`${attempt}`, waited, duration(to - from), said || '…']
        return element('tr', {}, ...cells.map(cell => element('td', {}, cell)))
      })
    const titles = head.map(title => element('th', { scope: 'col' }, title))
    return section(
      words.attempts,
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...titles)),
        element('tbody', {}, ...lines),
      ),
    )
  }

  /** Where the time went: the layers' own, and what the core of the onion took. */
  private layers({ row, now }: Details): HTMLElement {
    const { words } = this
    const spent = (kind: string) =>
      row.spans
        .filter(span => span.kind === kind)
        .reduce((sum, { from, to = now }) => sum + to - from, 0)
    const parts = row.layers.map(({ layer, passes, ownMs }) => ({
      name: `${layer || '–'}${passes > 1 ? ` ${words.passes(passes)}` : ''}`,
      ms: ownMs,
      kind: 'layer',
    }))
    parts.push({ name: words.slot, ms: spent('queued'), kind: 'queued' })
    parts.push({ name: words.network, ms: spent('sent'), kind: 'sent' })
    const most = Math.max(1, ...parts.map(({ ms }) => ms))
    const lines = parts.map(({ name, ms, kind }) =>
      element(
        'li',
        {},
        element('span', { class: 'name' }, name),
        element(
          'span',
          { class: 'meter' },
          element('i', { class: kind, style: `width:${(ms / most) * 100}%` }),
        ),
        element('span', { class: 'ms' }, duration(ms)),
      ),
    )
    return section(words.layers, element('ul', { class: 'meters' }, ...lines))
  }

  private headers(entries: readonly Entry[]): HTMLElement[] {
    const { words } = this
    const told = entries.filter(({ headers }) => headers !== undefined)
    if (told.length === 0) return [element('p', { class: 'hint' }, words.noHeaders)]
    return told.map(
      ({ type, attempt, method, url = '', status, bytes, headers = [] }) => {
        const line = type === 'wire:sent' ? `${method} ${url}` : `${status ?? '–'}`
        const size = bytes === undefined ? '' : words.bytes(bytes)
        const fields = headers.map(({ name, value }) =>
          element('div', {}, element('dt', {}, name), element('dd', {}, value)),
        )
        return section(
          `${type === 'wire:sent' ? words.sent : words.got} ${attempt ?? ''}`,
          element(
            'p',
            { class: 'line' },
            element('span', {}, line),
            element('span', {}, size),
          ),
          element('dl', {}, ...fields),
        )
      },
    )
  }

  private steps({ row, entries }: Details): HTMLElement {
    const lines = entries.map(entry =>
      element(
        'li',
        {},
        element('time', {}, `+${duration(entry.at - row.startedAt)}`),
        element('span', {}, sentenceOf(entry, this.locale)),
      ),
    )
    return section(this.words.steps, element('ol', { class: 'steps' }, ...lines))
  }
}

function section(title: string, ...children: HTMLElement[]): HTMLElement {
  return element('section', {}, element('h4', {}, title), ...children)
}
