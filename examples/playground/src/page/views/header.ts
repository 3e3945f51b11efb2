import { type BackendName, backendNames } from '../catalog'
import { button, h, svg } from '../dom'
import type { Locale, Strings } from '../strings'

/** What the head of the page shows and does. */
export interface HeaderParts {
  readonly say: Strings
  readonly locale: Locale
  readonly backend: BackendName
  onLocale(locale: Locale): void
  onBackend(name: BackendName): void
}

const languages: Readonly<Record<Locale, string>> = { en: 'English', zh: '中文' }

export function header({
  say,
  locale,
  backend,
  onLocale,
  onBackend,
}: HeaderParts): HTMLElement {
  const locales = (Object.keys(languages) as Locale[]).map(each =>
    button(
      languages[each],
      {
        ...{ class: 'choice', lang: each, 'data-locale': each },
        'aria-pressed': String(each === locale),
      },
      () => onLocale(each),
    ),
  )
  const backends = backendNames.map(each =>
    button(
      say.backends[each][0],
      {
        ...{ class: 'choice', title: say.backends[each][1], 'data-backend': each },
        'aria-pressed': String(each === backend),
      },
      () => onBackend(each),
    ),
  )
  return h(
    'header',
    { class: 'top' },
    h(
      'div',
      { class: 'title' },
      logo(),
      h('h1', {}, say.title),
      h(
        'div',
        { class: 'choices', role: 'group', 'aria-label': say.language },
        ...locales,
      ),
    ),
    h('p', { class: 'lead' }, say.lead),
    h(
      'div',
      { class: 'backend' },
      h('span', { class: 'label', id: 'backend' }, say.backend),
      h(
        'div',
        { class: 'choices', role: 'group', 'aria-labelledby': 'backend' },
        ...backends,
      ),
      h('p', { class: 'about' }, say.backends[backend][1]),
    ),
  )
}

function logo(): SVGElement {
  const rings = [15, 10.5, 6].map(r => svg('circle', { cx: 16, cy: 16, r }))
  return svg(
    'svg',
    { class: 'logo', viewBox: '0 0 32 32', width: 32, height: 32, 'aria-hidden': 'true' },
    ...rings,
    svg('circle', { class: 'heart', cx: 16, cy: 16, r: 2.5 }),
  )
}
