import { createServer } from 'vite'
import { startBackends } from './backends'
import { handleWith } from './handle'
import { page } from './page'

/** A playground that runs. */
export interface Playground {
  readonly url: string
  close(): Promise<void>
}

/** How a playground is served. */
export interface PlaygroundOptions {
  /**
   * Where the page is; where the port is taken, one of the next.
   * @default 5173
   */
  readonly port?: number | undefined
  /**
   * Whether the page follows what is edited.
   * @default true
   */
  readonly follows?: boolean
}

/** Serves the page, and the backends behind it, on this machine alone. */
export async function startPlayground({
  port = 5173,
  follows = true,
}: PlaygroundOptions = {}): Promise<Playground> {
  const backends = await startBackends()
  const server = await createServer({
    ...page,
    server: {
      ...{ host: '127.0.0.1', port },
      ...(!follows && { watch: null }),
    },
    plugins: [
      {
        name: 'allium-playground',
        configureServer: ({ middlewares }) => {
          middlewares.use(handleWith(backends))
        },
      },
    ],
  })
  await server.listen()
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('the page has no address')
  return {
    url,
    async close() {
      await server.close()
      await backends.close()
    },
  }
}
