import { button, h } from '../dom'
import { highlighted } from '../highlight'
import type { Strings } from '../strings'

/** The set-up that runs, ready to be copied. */
export function codeView(say: Strings, name: string, code: string): HTMLElement {
  const copy = button(say.copy, { class: 'copy' }, () => {
    navigator.clipboard.writeText(code).then(
      () => {
        copy.textContent = say.copied
      },
      () => {},
    )
  })
  return h(
    'section',
    { class: 'code' },
    h(
      'div',
      { class: 'code-head' },
      h('div', {}, h('h2', {}, say.code), h('p', {}, say.codeAbout)),
      copy,
    ),
    h(
      'pre',
      { tabindex: 0, 'aria-label': `${name}.ts` },
      h('code', {}, ...highlighted(code)),
    ),
  )
}
