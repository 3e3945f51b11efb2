import { button, element } from './element'
import { type RowFilter, rowFilters } from './filters'
import type { Words } from './words'

/** What the head of the timeline lets people choose. */
export interface Choice {
  filter: RowFilter
  text: string
  /** Absent as long as nobody has chosen: many rows are drawn small then. */
  isDense?: boolean
}

/** What the head of the timeline is told from outside. */
export interface ToolbarParts {
  readonly words: Words
  readonly choice: Choice
  /** Something else was chosen. */
  onChange(): void
  onClear(): void
  /** Gives the timeline as text. */
  textOf(): string
}

/** The head of the timeline. */
export interface Toolbar {
  readonly root: HTMLElement
  show(isDense: boolean): void
}

/** Filters, and what can be done with the timeline. */
export function toolbar(parts: ToolbarParts): Toolbar {
  const { words, choice, onChange, onClear } = parts
  const dense = button(words.dense, { class: 'chip' }, () => {
    choice.isDense = dense.getAttribute('aria-pressed') !== 'true'
    onChange()
  })
  const clear = button(words.clear, { class: 'quiet' }, onClear)
  const tools = element('div', { class: 'tools' }, dense, ...copying(parts), clear)
  return {
    root: element(
      'header',
      { class: 'toolbar' },
      element('h3', {}, words.timeline),
      filterChips(parts),
      search(parts),
      tools,
    ),
    show: isDense => dense.setAttribute('aria-pressed', String(isDense)),
  }
}

function filterChips({ words, choice, onChange }: ToolbarParts): HTMLElement {
  const labels: Readonly<Record<RowFilter, string>> = {
    all: words.all,
    held: words.heldOnes,
    replayed: words.replayedOnes,
    failed: words.failedOnes,
    refreshes: words.refreshes,
  }
  const chips = rowFilters.map(filter => ({
    filter,
    chip: button(labels[filter], { class: 'chip' }, () => {
      choice.filter = filter
      press()
      onChange()
    }),
  }))
  const press = () => {
    for (const { filter, chip } of chips) {
      chip.setAttribute('aria-pressed', String(filter === choice.filter))
    }
  }
  press()
  const about = { class: 'chips', role: 'group', 'aria-label': words.show }
  return element('div', about, ...chips.map(({ chip }) => chip))
}

function search({ words, choice, onChange }: ToolbarParts): HTMLElement {
  const input = element('input', {
    type: 'search',
    placeholder: words.filter,
    'aria-label': words.filter,
    value: choice.text,
  })
  input.addEventListener('input', () => {
    choice.text = input.value
    onChange()
  })
  return input
}

/** A page without https has no clipboard: then there is no button either. */
function copying({ words, textOf }: ToolbarParts): HTMLElement[] {
  const { clipboard } = navigator as Partial<Navigator>
  if (clipboard === undefined) return []
  const said = element('span', { class: 'said', role: 'status' })
  const copy = button(words.copy, { class: 'quiet' }, () => {
    clipboard.writeText(textOf()).then(
      () => {
        said.textContent = words.copied
      },
      () => {},
    )
  })
  return [said, copy]
}
