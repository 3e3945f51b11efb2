import type { Entry } from '../entry'
import { element } from './element'
import { groupOf, type LogGroup, sentenceOf, toneOf } from './entry-words'
import { timeOfDay } from './time-words'
import type { Locale, Words } from './words'

/** How many lines are put into the page; the log keeps more. */
const LINES = 250

const all: readonly LogGroup[] = ['requests', 'sending', 'holds', 'session']

/** What the log is told from outside. */
export interface LogParts {
  readonly words: Words
  readonly locale: Locale
  /** The first that was told of a request. */
  firstOf(key: string): Entry | undefined
  onSelect(key: string): void
}

/** The latest events, the newest on top. */
export class LogView {
  readonly root: HTMLElement
  private readonly lines: HTMLElement = element('ol', { class: 'lines', tabindex: 0 })
  private readonly wanted: Set<LogGroup> = new Set(['requests', 'holds', 'session'])
  private entries: readonly Entry[] = []
  private shown = ''

  constructor(private readonly parts: LogParts) {
    const { words } = parts
    const chips = all.map(group => this.chip(group, words.groups[group]))
    this.lines.setAttribute('aria-label', words.events)
    this.root = element(
      'div',
      { class: 'log' },
      element('div', { class: 'head' }, element('h3', {}, words.events)),
      element(
        'div',
        { class: 'chips', role: 'group', 'aria-label': words.show },
        ...chips,
      ),
      this.lines,
    )
  }

  show(entries: readonly Entry[]): void {
    this.entries = entries
    this.draw()
  }

  private draw(): void {
    const last = this.entries[this.entries.length - 1]
    const state = `${last?.seq} ${this.entries.length} ${[...this.wanted].join()}`
    if (state === this.shown) return
    this.shown = state
    const wanted: Entry[] = []
    for (let at = this.entries.length - 1; at >= 0 && wanted.length < LINES; at -= 1) {
      const entry = this.entries[at] as Entry
      if (this.wanted.has(groupOf(entry))) wanted.push(entry)
    }
    this.lines.replaceChildren(...wanted.map(entry => this.line(entry)))
  }

  private line(entry: Entry): HTMLElement {
    const { at, id, client } = entry
    const { parts } = this
    const key = `${client}:${id}`
    const { method = '', url = '' } = { ...parts.firstOf(key), ...entry }
    const who = id === undefined ? '' : `#${id} ${method} ${pathOf(url)}`.trim()
    const line = element(
      'li',
      { class: `entry ${toneOf(entry)}` },
      element('time', {}, timeOfDay(at)),
      element('span', { class: 'what' }, sentenceOf(entry, parts.locale)),
      element('span', { class: 'who' }, who),
    )
    if (id !== undefined) {
      line.addEventListener('click', () => parts.onSelect(key))
    }
    return line
  }

  private chip(group: LogGroup, label: string): HTMLElement {
    const isOn = () => String(this.wanted.has(group))
    const chip = element(
      'button',
      { type: 'button', class: 'chip', 'aria-pressed': isOn() },
      label,
    )
    chip.addEventListener('click', () => {
      if (!this.wanted.delete(group)) this.wanted.add(group)
      chip.setAttribute('aria-pressed', isOn())
      this.draw()
    })
    return chip
  }
}

function pathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '')
}
