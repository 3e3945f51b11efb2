import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

/** The keep-alive connections of one host. */
export interface Agents {
  /** The agent for the scheme of this url. */
  agentFor(url: URL): HttpAgent
  /** Closes all connections. */
  close(): void
}

/** Opens a pool of connections; Node unrefs the idle ones, so they keep no process alive. */
export function createAgents(): Agents {
  const http = new HttpAgent({ keepAlive: true })
  const https = new HttpsAgent({ keepAlive: true })
  return {
    agentFor: url => (url.protocol === 'https:' ? https : http),
    close: () => {
      http.destroy()
      https.destroy()
    },
  }
}
