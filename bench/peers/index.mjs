/** The peers in the order of the tables; the first is what all are compared with. */
export const peers = [
  { name: 'bare', title: 'a bare request.js', refreshes: true },
  { name: 'allium', title: 'Allium', refreshes: true, isOurs: true },
  {
    name: 'allium-queued-by-host',
    title: 'Allium, queued by the host',
    refreshes: true,
    isOurs: true,
  },
  { name: 'koa-compose', title: 'koa-compose, five naive layers' },
  { name: 'luch-request', title: 'luch-request 3.1, the usual snippet', refreshes: true },
  { name: 'wefetch', title: 'wefetch' },
  { name: 'flyio', title: 'flyio, locked for a refresh', refreshes: true },
  { name: 'axios', title: 'axios, axios-auth-refresh', refreshes: true },
  { name: 'alova', title: 'alova, token authentication', refreshes: true },
  { name: 'umi-request', title: 'umi-request', isOfTheWeb: true },
  { name: 'ky', title: 'ky', isOfTheWeb: true },
  { name: 'ofetch', title: 'ofetch', isOfTheWeb: true },
  { name: 'wretch', title: 'wretch', isOfTheWeb: true },
]

export const OF_THE_WEB =
  'needs `fetch`, `Headers`, `Request`, `Response`, `URL` or `AbortController`, which WeChat has not: here it has those of Node, on a phone it would bring polyfills'

export function titleOf(name) {
  const { title, isOfTheWeb } = peers.find(peer => peer.name === name)
  return isOfTheWeb ? `${title} ¹` : title
}
