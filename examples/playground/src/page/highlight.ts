import { h } from './dom'

const pieces =
  /(\/\*[\s\S]*?\*\/|\/\/[^\n]*)|('[^'\n]*'|`[^`]*`)|\b(import|export|from|function|const|return|type|await|async|new)\b|(\b\d[\d_]*\b)/g

const kinds = ['comment', 'string', 'word', 'number'] as const

/** Marks comments, texts, words of the language and numbers; enough for short files. */
export function highlighted(code: string): Array<Node | string> {
  const parts: Array<Node | string> = []
  let at = 0
  for (const match of code.matchAll(pieces)) {
    parts.push(code.slice(at, match.index))
    const kind = kinds[match.slice(1).findIndex(group => group !== undefined)]
    parts.push(h('span', { class: kind }, match[0]))
    at = match.index + match[0].length
  }
  return [...parts, code.slice(at)]
}
