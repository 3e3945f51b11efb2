import { element } from './element'
import type { Words } from './words'

/** What the signs of the timeline mean. */
export function legend({ kinds, ends, refresh }: Words): HTMLElement {
  const keys: ReadonlyArray<readonly [about: string, text: string]> = [
    ['span sent', kinds.sent],
    ['span held', kinds.held],
    ['span queued', kinds.queued],
    ['span refresh', refresh],
    ['mark failed', ends.refused],
    ['mark last answered', ends.answered],
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
