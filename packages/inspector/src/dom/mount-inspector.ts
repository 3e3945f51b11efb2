import type { Inspector } from '../create-inspector'
import { drawLoop } from './draw-loop'
import { element } from './element'
import { style } from './style'
import type { Choice } from './toolbar'
import { viewOf } from './view'
import type { Locale } from './words'

/** How an inspector is shown. */
export interface MountOptions {
  /** @default what the page's `lang` says; English where that is not Chinese */
  readonly locale?: Locale | undefined
  /** The clock of the clients that are watched. @default Date.now */
  readonly now?: (() => number) | undefined
}

/** An inspector in a page. */
export interface MountedInspector {
  /** Draws all anew in this language. */
  setLocale(locale: Locale): void
  /** Shows the details of a row; of none, the log. */
  select(key: string | undefined): void
  /** Takes it out of the page, with all its listeners and timers. */
  unmount(): void
}

/**
 * Draws what an inspector has heard: a timeline, the log, the details of a request. It has
 * a shadow root of its own, so that its style and the page's leave one another alone.
 *
 * @example
 * import { createInspector, mountInspector } from '@allium/inspector/dom'
 *
 * const inspector = createInspector()
 * inspector.watch(api)
 * const { unmount } = mountInspector(document.body, inspector)
 *
 * @throws TypeError where it is given no element.
 */
export function mountInspector(
  parent: Element,
  inspector: Inspector,
  options: MountOptions = {},
): MountedInspector {
  if (!(parent instanceof Element)) {
    throw new TypeError('[mountInspector] takes an element of the page')
  }
  const isChinese = document.documentElement.lang.startsWith('zh')
  const { locale = isChinese ? 'zh' : 'en', now = Date.now } = options
  const host = element('div', { class: 'allium-inspector' })
  const shadow = host.attachShadow({ mode: 'open' })
  let selected: string | undefined
  const loop = drawLoop(window, () => view.draw(selected))
  const select = (key: string | undefined) => {
    selected = key
    loop.ask()
  }
  const choice: Choice = { filter: 'all', text: '' }
  const parts = { inspector, now, choice, onSelect: select, onChange: loop.ask }
  let view = viewOf(parts, locale)
  const setLocale = (next: Locale) => {
    view = viewOf(parts, next)
    shadow.replaceChildren(element('style', {}, style), view.root)
    loop.ask()
  }
  shadow.addEventListener('keydown', event => {
    if ((event as KeyboardEvent).key === 'Escape') select(undefined)
  })
  setLocale(locale)
  parent.append(host)
  const unsubscribe = inspector.subscribe(loop.ask)
  return {
    setLocale,
    select,
    unmount() {
      unsubscribe()
      loop.stop()
      host.remove()
    },
  }
}
