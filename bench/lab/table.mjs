/** A Markdown table; what is no first column stands to the right. */
export function table(head, rows) {
  const all = [head, ...rows].map(row => row.map(textOf))
  const widths = head.map((_, at) => Math.max(3, ...all.map(row => widthOf(row[at]))))
  const line = row =>
    `| ${row.map((cell, at) => (at === 0 ? padEnd : padStart)(cell, widths[at])).join(' | ')} |`
  const rule = widths.map((width, at) =>
    at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  const [first, ...rest] = all
  return [line(first), line(rule), ...rest.map(line)].join('\n')
}

function textOf(cell) {
  if (cell === undefined) throw new TypeError('[table] a cell has no text')
  return String(cell)
}

/** In an editor, what is Chinese takes two columns. */
function widthOf(text) {
  return text.length + (text.match(/[\u3000-\u9fff\uff00-\uff60]/g) ?? []).length
}

const space = (text, width) => ' '.repeat(Math.max(0, width - widthOf(text)))
export const padStart = (text, width) => space(text, width) + text
export const padEnd = (text, width) => text + space(text, width)

export const times = ratio => ratio.toFixed(2)
export const whole = number => Math.round(number).toLocaleString('en-US')
