import { type BackendName, backendNames } from './catalog'

/** Who is signed in with a backend, as tabs tell one another. */
export interface UserNews {
  readonly name: BackendName
  readonly user: string
}

/** Tells the other tabs whom this one has signed in or out: sessions do not know names. */
export function openTabs(onNews: (news: UserNews) => void): (news: UserNews) => void {
  if (typeof BroadcastChannel !== 'function') return () => {}
  const channel = new BroadcastChannel('playground.user')
  channel.onmessage = ({ data }) => {
    const { name, user } = Object(data)
    if (backendNames.includes(name) && typeof user === 'string') onNews({ name, user })
  }
  return news => channel.postMessage(news)
}
