import { h } from '../dom'
import { scenarioNames } from '../scenarios'
import type { ScenarioName, Strings } from '../strings'

/** The four stories that explain the library. */
export function scenarios(
  say: Strings,
  onPlay: (name: ScenarioName) => void,
): HTMLElement {
  const buttons = scenarioNames.map((name, index) => {
    const [title, about] = say.scenarios[name]
    const made = h(
      'button',
      { type: 'button', class: 'scenario', 'data-scenario': name },
      h('i', {}, String(index + 1)),
      h('b', {}, title),
      h('span', {}, about),
    )
    made.addEventListener('click', () => onPlay(name))
    return h('li', {}, made)
  })
  return h(
    'section',
    { class: 'try' },
    h('h2', {}, say.tryIt),
    h('ol', { class: 'scenarios' }, ...buttons),
  )
}
