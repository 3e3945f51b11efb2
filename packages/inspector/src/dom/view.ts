import type { Inspector } from '../create-inspector'
import { renderText } from '../render-text'
import { DetailsView } from './details-view'
import { element } from './element'
import { filtered } from './filters'
import { legend } from './legend'
import { LogView } from './log-view'
import { TimelineView } from './timeline-view'
import { type Choice, toolbar } from './toolbar'
import { type Locale, words } from './words'

/** More rows than this are drawn small, unless somebody wants it otherwise. */
const MANY = 60

/** What everything is drawn from, and whom it tells of what people do. */
export interface ViewParts {
  readonly inspector: Inspector
  readonly now: () => number
  readonly choice: Choice
  onSelect(key: string | undefined): void
  onChange(): void
}

/** Everything in one language. */
export interface View {
  readonly root: HTMLElement
  /** Draws what there is; tells whether something lasts. */
  draw(selected: string | undefined): boolean
}

export function viewOf(parts: ViewParts, locale: Locale): View {
  const { inspector, now, choice, onSelect } = parts
  const said = words[locale]
  const shown = () => filtered(inspector.rows(), choice.filter, choice.text)
  const timeline = new TimelineView({ words: said, now, onSelect })
  // Some events tell no more of a request than its id.
  const firstOf = (key: string) => inspector.entriesOf(key)[0]
  const log = new LogView({ words: said, locale, firstOf, onSelect })
  const details = new DetailsView(said, locale, () => onSelect(undefined))
  const side = element('aside', { class: 'side' }, log.root)
  const empty = element('p', { class: 'empty' })
  const head = toolbar({
    ...{ words: said, choice, onChange: parts.onChange },
    onClear: () => inspector.clear(),
    textOf: () => renderText(shown()),
  })
  const main = element('div', { class: 'main' }, legend(said), empty, timeline.root)
  const body = element('div', { class: 'body' }, main, side)
  const about = { class: 'inspector', lang: locale, 'aria-label': said.inspector }
  return {
    root: element('section', about, head.root, body),
    draw(selected) {
      const all = inspector.rows()
      const rows = shown()
      const row = all.find(({ key }) => key === selected)
      const isDense = choice.isDense ?? rows.length > MANY
      head.show(isDense)
      timeline.show(rows, row?.key, isDense)
      const why = all.length === 0 ? said.nothing : said.noneMatch
      empty.textContent = rows.length > 0 ? '' : why
      const pane = row === undefined ? log.root : details.root
      if (side.firstChild !== pane) {
        const { activeElement } = side.getRootNode() as ShadowRoot
        const isAtHand = side.contains(activeElement)
        side.replaceChildren(pane)
        // The focus would fall out of the page with what had it.
        if (isAtHand && row === undefined) timeline.focus()
        else if (isAtHand) details.focus()
      }
      side.classList.toggle('open', row !== undefined)
      if (row === undefined) log.show(inspector.log())
      else details.show({ row, entries: inspector.entriesOf(row.key), now: now() })
      return all.some(({ endedAt }) => endedAt === undefined)
    },
  }
}
