// Which peers do the work: each puts its requests on the wire before it is timed.
import { scriptOf } from './lab/bundle.mjs'
import { runOnce } from './lab/children.mjs'

/** Splits the peers into those that do the work and those that do not, with the reason. */
export async function checkOnTheWire(peers) {
  const comparable = []
  const others = []
  for (const peer of peers) {
    try {
      const faults = await runOnce('wire-check', await scriptOf(peer.name))
      if (faults.length === 0) comparable.push(peer)
      else others.push({ ...peer, reason: faults.join('; ') })
    } catch (error) {
      others.push({ ...peer, reason: error.message.split('\n')[0] })
    }
  }
  const broken = others.find(({ name, isOurs }) => isOurs || name === 'bare')
  if (broken !== undefined) throw new Error(`${broken.name}: ${broken.reason}`)
  return { comparable, others }
}
