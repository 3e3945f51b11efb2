import type { Stage } from './stage'
import type { ScenarioName } from './strings'

export const scenarioNames: readonly ScenarioName[] = [
  'twenty',
  'storm',
  'refused',
  'lost',
]

/**
 * Plays one; each begins with somebody signed in, and a token that has expired.
 *
 * @param onBegin is called when all is ready: what is counted from there is the story's.
 */
export async function play(
  stage: Stage,
  name: ScenarioName,
  onBegin: () => void,
): Promise<void> {
  await stage.control('heal')
  if (!stage.isSignedIn) await stage.signIn()
  await stage.control('expire')
  if (name === 'refused') await stage.control('revoke')
  if (name === 'lost') await stage.control('drop')
  await stage.control('count')
  onBegin()
  await stage.send(name === 'storm' ? 200 : 20)
  // What became of the session shows with the next request.
  if (name === 'lost') await stage.send(1)
}
