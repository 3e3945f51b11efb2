import { alliumAdapter } from '@allium/adapter-axios'
import { createClient, type Transport } from '@allium/core'

const transport: Transport = async ({ url }) => ({
  status: 200,
  headers: {},
  cookies: [],
  data: { url },
  url,
  raw: undefined,
})

// What axios is asked for here may come from a copy that the project keeps itself.
type Adapter = (config: object) => Promise<{ status: number }>

async function run(): Promise<string> {
  const adapter = alliumAdapter(createClient({ transport })) as unknown as Adapter
  const headers = { get: () => undefined, toJSON: () => ({}) }
  const config = { url: '/fruits', method: 'get', headers, params: { page: 1 } }
  const { status } = await adapter(config)
  return String(status)
}

export const done: Promise<string> = run()
export const expected = '200'
