import { type Paint, renderText } from '@allium/inspector'
import type { Act } from './act'
import type { Show } from './show'

/** The signs of the timelines. */
const LEGEND =
  '━ on its way  ─ in layers  ✗ refused  · queued  ┄ held  ▓ refresh  ● answered'

/** Where the shows are printed. */
export interface Paper {
  print(text: string): void
  readonly paint: Paint
  /** Of a timeline, in columns. */
  readonly width: number
}

/** Plays the shows one after the other; the result is how many counts were off. */
export async function playAll(shows: readonly Show[], paper: Paper): Promise<number> {
  const { print, paint } = paper
  let wrong = 0
  print(`Allium, over real sockets on this machine.\n${LEGEND}`)
  for (const { name, about, play } of shows) {
    print(`\n${name}: ${about}`)
    await play((act, number) => {
      print(written(act, number, paper))
      wrong += act.checks.filter(check => !check.isRight).length
    })
  }
  const verdict = wrong === 0 ? 'All counts are right.' : `Counts that are off: ${wrong}.`
  print(`\n${wrong === 0 ? verdict : paint('red', verdict)}`)
  return wrong
}

function written(act: Act, number: number, { paint, width }: Paper): string {
  const { title, story, rows, checks } = act
  const marks = checks.map(({ what, value, isRight, wanted }) => {
    const sign = isRight ? paint('green', '✓') : paint('red', '✗')
    return `  ${sign} ${what}: ${value}${isRight ? '' : `, and not ${wanted}`}`
  })
  return [
    `\n${number}  ${title}`,
    paint('dim', `   ${story}`),
    `\n${renderText(rows, { width, paint })}\n`,
    ...marks,
  ].join('\n')
}
