import { h } from './dom'
import type { OnionView } from './onion/onion-view'
import type { Stage } from './stage'
import type { Locale, ScenarioName, Strings } from './strings'
import { codeView } from './views/code'
import { type Controls, type ControlsParts, controls } from './views/controls'
import { type CountersView, countersView } from './views/counters'
import { type HeaderParts, header } from './views/header'
import { scenarios } from './views/scenarios'

/** What the page does when somebody asks for it. */
export interface Deeds
  extends Omit<ControlsParts, 'say' | 'setUp'>,
    Pick<HeaderParts, 'onLocale' | 'onBackend'> {
  onPlay(name: ScenarioName): void
}

/** What the page is drawn from. */
export interface LayoutParts {
  readonly say: Strings
  readonly locale: Locale
  readonly stage: Stage
  readonly deeds: Deeds
  readonly onion: OnionView
  readonly screen: HTMLElement
  readonly inspector: HTMLElement
}

/** The page in one language and for one backend; what of it changes can be told so. */
export interface Layout {
  readonly nodes: readonly Node[]
  readonly controls: Controls
  readonly counters: CountersView
  readonly caption: HTMLElement
}

export function layoutOf(parts: LayoutParts): Layout {
  const { say, locale, stage, deeds, onion } = parts
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
  document.title = say.title
  onion.say(say)
  const counters = countersView(say)
  const caption = h('p', { class: 'caption', role: 'status' })
  const byHand = controls({ ...deeds, say, setUp: stage.setUp })
  const story = scenarios(say, deeds.onPlay)
  const panel = h('div', { class: 'panel' }, story, counters.root, byHand.root)
  const happened = h(
    'section',
    { class: 'happened' },
    h('h2', {}, say.inspector),
    parts.inspector,
  )
  const main = h(
    'main',
    {},
    h(
      'div',
      { class: 'scene' },
      caption,
      h('div', { class: 'drawing' }, onion.root, parts.screen),
      colours(say),
    ),
    panel,
    happened,
    codeView(say, stage.name, stage.setUp.code),
  )
  const head = header({ ...deeds, say, locale, backend: stage.name })
  return { nodes: [head, main], controls: byHand, counters, caption }
}

/** What the colours of the dots mean. */
function colours(say: Strings): HTMLElement {
  const items = Object.entries(say.colours).map(([about, text]) =>
    h('li', { class: about }, text),
  )
  return h('ul', { class: 'colours' }, ...items)
}
