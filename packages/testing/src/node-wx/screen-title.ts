/** "At most 7 Chinese characters" beside an icon; two half-width ones take the room of one. */
const ROOM = 7

/** Whether WeChat cuts this title of a toast; without an icon it has two lines. */
export function isCut(title: string, icon: string | undefined): boolean {
  if (icon === 'none') return false
  let width = 0
  for (const character of title) width += isHalfWidth(character) ? 0.5 : 1
  return width > ROOM
}

function isHalfWidth(character: string): boolean {
  return (character.codePointAt(0) ?? 0) < 0x1100
}
