/** A Markdown table; what is no first column stands to the right. */
export function table(head, rows) {
  const all = [head, ...rows].map(row => row.map(String))
  const widths = head.map((_, at) => Math.max(3, ...all.map(row => row[at].length)))
  const line = row =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`
  const rule = widths.map((width, at) =>
    at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  const [first, ...rest] = all
  return [line(first), line(rule), ...rest.map(line)].join('\n')
}

export const times = ratio => ratio.toFixed(2)
export const whole = number => Math.round(number).toLocaleString('en-US')
