// The languages of the results, by file. None falls back on another.
import { peers } from '../peers/index.mjs'
import { en } from './en.mjs'
import { zh } from './zh.mjs'

export const languages = { 'RESULTS.md': en, 'RESULTS.zh-CN.md': zh }

/** What one language has words for and another has not. */
export function wordFaults() {
  const titles = {
    peers: Object.fromEntries(peers.map(({ name }) => [name, 'its title'])),
  }
  const all = [titles, ...Object.values(languages)]
  return Object.entries(languages).flatMap(([file, words]) => {
    const places = all.flatMap(other => lacking(words, other))
    return [...new Set(places)].map(place => `${file} has no words for ${place}`)
  })
}

/** Where `other` has something and `words` have nothing of its kind. */
function lacking(words, other, place = '') {
  if (other === '') return []
  if (kindOf(words) !== kindOf(other)) return [place]
  if (typeof other !== 'object') return []
  return Object.keys(other).flatMap(key =>
    lacking(words[key], other[key], place === '' ? key : `${place}.${key}`),
  )
}

const kindOf = words => (words === '' ? 'nothing' : typeof words)
