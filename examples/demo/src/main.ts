import { type Act, lostConnection, refusedRefresh, silentRefresh } from './acts'
import { openStage } from './stage'
import { inColour, type Paint, plain, waterfall } from './waterfall'

/** Slow enough for the waterfall to show what waits for what. */
const LATENCY_MS = 60

function print(act: Act, width: number, paint: Paint): void {
  console.log(`\n${act.title}\n${paint('dim', `   ${act.story}`)}\n`)
  console.log(`${waterfall(act.rows, width, paint)}\n`)
  for (const { what, value, isRight, wanted } of act.checks) {
    const mark = isRight ? paint('green', '✓') : paint('red', '✗')
    console.log(`  ${mark} ${what}: ${value}${isRight ? '' : `, and not ${wanted}`}`)
  }
}

async function main(): Promise<void> {
  const { isTTY, columns = 100 } = process.stdout
  const paint = isTTY && !process.env.NO_COLOR ? inColour : plain
  const width = Math.max(24, Math.min(72, columns - 48))
  const stage = await openStage(LATENCY_MS)
  console.log(
    'Allium: a real HTTP server on this machine, and a `wx` for Node before it.',
  )
  console.log('━ on its way   ✗ refused   ┄ held   ▓ the refresh   ● answered')
  const acts: Act[] = []
  for (const play of [silentRefresh, refusedRefresh, lostConnection]) {
    const act = await play(stage)
    acts.push(act)
    print(act, width, paint)
  }
  await stage.close()
  const wrong = acts.flatMap(act => act.checks).filter(check => !check.isRight)
  console.log(
    wrong.length === 0 ? '\nAll counts are right.' : `\n${wrong.length} counts are off.`,
  )
  process.exitCode = wrong.length === 0 ? 0 : 1
}

await main()
