/**
 * The peers in the order of the tables; the first is what all are compared with. How they
 * are called stands with the words of each language.
 */
export const peers = [
  { name: 'bare', refreshes: true },
  { name: 'allium', refreshes: true, isOurs: true },
  { name: 'allium-queued-by-host', refreshes: true, isOurs: true },
  { name: 'koa-compose' },
  { name: 'luch-request', refreshes: true },
  { name: 'wefetch' },
  { name: 'flyio', refreshes: true },
  { name: 'axios', refreshes: true },
  { name: 'alova', refreshes: true },
  { name: 'umi-request', isOfTheWeb: true },
  { name: 'ky', isOfTheWeb: true },
  { name: 'ofetch', isOfTheWeb: true },
  { name: 'wretch', isOfTheWeb: true },
]

/** How a peer is called in a table. */
export function titleOf(name, words) {
  const { isOfTheWeb } = peers.find(peer => peer.name === name)
  return isOfTheWeb ? `${words.peers[name]} ¹` : words.peers[name]
}

/** Rows that begin with a peer, as a table has them. */
export function titled(rows, words) {
  return rows.map(([name, ...figures]) => [titleOf(name, words), ...figures])
}
