import type { Inspector } from '../create-inspector'
import { renderText } from '../render-text'
import { DetailsView } from './details-view'
import { element } from './element'
import { filtered } from './filters'
import { LogView } from './log-view'
import { style } from './style'
import { TimelineView } from './timeline-view'
import { type Choice, toolbar } from './toolbar'
import { type Locale, type Words, words } from './words'

/** How an inspector is shown. */
export interface MountOptions {
  /** @default what the page's `lang` says; English where that is not Chinese */
  readonly locale?: Locale
  /** The clock of the clients that are watched. @default Date.now */
  readonly now?: () => number
}

/** An inspector in a page. */
export interface MountedInspector {
  setLocale(locale: Locale): void
  /** Shows the details of a row; of none, the log. */
  select(key: string | undefined): void
  /** Takes it out of the page, with all its listeners and timers. */
  unmount(): void
}

/** How often something that lasts is drawn anew, in ms. */
const TICK_MS = 80

/**
 * Draws what an inspector has heard: a timeline, the log, the details of a request. It has
 * a shadow root of its own, so that its style and the page's leave one another alone.
 *
 * @example
 * import { createInspector } from '@allium/inspector'
 * import { mountInspector } from '@allium/inspector/dom'
 *
 * const inspector = createInspector()
 * inspector.watch(api)
 * const { unmount } = mountInspector(document.body, inspector)
 */
export function mountInspector(
  parent: Element,
  inspector: Inspector,
  options: MountOptions = {},
): MountedInspector {
  const isChinese = document.documentElement.lang.startsWith('zh')
  const { locale = isChinese ? 'zh' : 'en', now = Date.now } = options
  const host = element('div', { class: 'allium-inspector' })
  const shadow = host.attachShadow({ mode: 'open' })
  parent.append(host)
  const choice: Choice = { filter: 'all', text: '', isDense: false }
  const page = { inspector, now, shadow, choice }
  let view = viewOf(page, locale)
  let selected: string | undefined
  const timers: { frame?: number; tick?: ReturnType<typeof setTimeout> } = {}

  const draw = () => {
    delete timers.frame
    const goesOn = view.draw(selected)
    clearTimeout(timers.tick)
    if (goesOn) timers.tick = setTimeout(ask, TICK_MS)
  }
  const ask = () => {
    timers.frame ??= requestAnimationFrame(draw)
  }
  const select = (key: string | undefined) => {
    selected = key
    ask()
  }
  const place = (next: Locale) => {
    view = viewOf(page, next)
    view.onSelect = select
    view.onChange = ask
    ask()
  }
  const onKey = (event: Event) => {
    if ((event as KeyboardEvent).key === 'Escape') select(undefined)
  }
  shadow.addEventListener('keydown', onKey)
  place(locale)
  const stop = inspector.subscribe(ask)
  return {
    setLocale: place,
    select,
    unmount() {
      stop()
      if (timers.frame !== undefined) cancelAnimationFrame(timers.frame)
      clearTimeout(timers.tick)
      host.remove()
    },
  }
}

interface Page {
  readonly inspector: Inspector
  readonly now: () => number
  readonly shadow: ShadowRoot
  readonly choice: Choice
}

interface View {
  onSelect: (key: string | undefined) => void
  onChange: () => void
  /** Draws what there is; tells whether something goes on. */
  draw(selected: string | undefined): boolean
}

/** Everything in one language. */
function viewOf({ inspector, now, shadow, choice }: Page, locale: Locale): View {
  const said = words[locale]
  const select = (key?: string) => view.onSelect(key)
  const shown = () => filtered(inspector.rows(), choice.filter, choice.text)
  const timeline = new TimelineView({ words: said, now, onSelect: select })
  const log = new LogView(said, locale, select)
  const details = new DetailsView(said, locale, () => select())
  const side = element('aside', { class: 'side' }, log.root)
  const empty = element('p', { class: 'empty' })
  const head = toolbar({
    words: said,
    choice,
    onChange: () => view.onChange(),
    onClear: () => inspector.clear(),
    textOf: () => renderText(shown()),
  })
  const main = element('div', { class: 'main' }, legend(said), empty, timeline.root)
  const body = element('div', { class: 'body' }, main, side)
  const root = element(
    'section',
    { class: 'inspector', lang: locale, 'aria-label': said.inspector },
    head,
    body,
  )
  shadow.replaceChildren(element('style', {}, style), root)
  const view: View = {
    onSelect() {},
    onChange() {},
    draw(selected) {
      const all = inspector.rows()
      const rows = shown()
      const row = all.find(({ key }) => key === selected)
      timeline.show(rows, row?.key, choice.isDense)
      empty.textContent =
        rows.length > 0 ? '' : all.length === 0 ? said.nothing : said.noneMatch
      const pane = row === undefined ? log.root : details.root
      if (side.firstChild !== pane) side.replaceChildren(pane)
      side.classList.toggle('open', row !== undefined)
      if (row === undefined) log.show(inspector.log())
      else details.show({ row, entries: inspector.entriesOf(row.key), now: now() })
      return all.some(({ endedAt }) => endedAt === undefined)
    },
  }
  return view
}

function legend({ kinds, ends, refresh, states }: Words): HTMLElement {
  const keys: ReadonlyArray<readonly [about: string, text: string]> = [
    ['span sent', kinds.sent],
    ['span held', kinds.held],
    ['span queued', kinds.queued],
    ['span refresh', refresh],
    ['mark failed', ends.refused],
    ['mark last answered', states.answered],
  ]
  const items = keys.map(([about, text]) =>
    element(
      'li',
      {},
      element('span', { class: 'key' }, element('i', { class: about })),
      text,
    ),
  )
  return element('ul', { class: 'legend' }, ...items)
}
