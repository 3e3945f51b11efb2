import { button, element } from './element'
import { type RowFilter, rowFilters } from './filters'
import type { Words } from './words'

/** What the head of the timeline lets people choose. */
export interface Choice {
  filter: RowFilter
  text: string
  isDense: boolean
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

/** The head of the timeline: filters, and what can be done with it. */
export function toolbar({
  words,
  choice,
  onChange,
  onClear,
  textOf,
}: ToolbarParts): HTMLElement {
  const labels: Readonly<Record<RowFilter, string>> = {
    all: words.all,
    held: words.heldOnes,
    replayed: words.replayedOnes,
    failed: words.failedOnes,
    refreshes: words.refreshes,
  }
  const chips = rowFilters.map(filter =>
    button(labels[filter], { class: 'chip' }, () => {
      choice.filter = filter
      press()
      onChange()
    }),
  )
  const press = () => {
    rowFilters.forEach((filter, index) => {
      chips[index]?.setAttribute('aria-pressed', String(filter === choice.filter))
    })
  }
  press()
  const dense = button(words.dense, { class: 'chip' }, () => {
    choice.isDense = !choice.isDense
    dense.setAttribute('aria-pressed', String(choice.isDense))
    onChange()
  })
  dense.setAttribute('aria-pressed', String(choice.isDense))
  const said = element('span', { class: 'said', role: 'status' })
  const copy = button(words.copy, { class: 'quiet' }, () => {
    navigator.clipboard?.writeText(textOf()).then(
      () => {
        said.textContent = words.copied
      },
      () => {},
    )
  })
  const clear = button(words.clear, { class: 'quiet' }, onClear)
  return element(
    'header',
    { class: 'toolbar' },
    element('h3', {}, words.timeline),
    element('div', { class: 'chips', role: 'group', 'aria-label': words.show }, ...chips),
    search(words, choice, onChange),
    element('div', { class: 'tools' }, dense, copy, clear, said),
  )
}

function search(words: Words, choice: Choice, onChange: () => void): HTMLElement {
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
