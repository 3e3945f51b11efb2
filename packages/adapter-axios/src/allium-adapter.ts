import { checkOptions } from '@allium/core'
import type { AxiosAdapter } from 'axios'
import { axiosAnswer } from './axios-answer'
import { axiosFailure } from './axios-failure'
import { bothReadings } from './both-readings'
import { sendOptions, wireType } from './send-options'
import { standIn } from './stand-in'
import type {
  AlliumAdapterOptions,
  AlliumClient,
  AxiosParts,
  Config,
  GivenAxios,
} from './types'

/**
 * Lets an axios instance send through a client: its calls, interceptors and errors stay
 * as they are, and the client's layers stand inside.
 *
 * @example
 * import axios from 'axios'
 * import { alliumAdapter } from '@allium/adapter-axios'
 *
 * const api = axios.create({ adapter: alliumAdapter(client, { axios }) })
 *
 * @throws TypeError for what is no client, and for wrong options.
 */
export function alliumAdapter(
  client: AlliumClient,
  options: AlliumAdapterOptions = {},
): AxiosAdapter {
  if (typeof Object(client).request !== 'function') {
    throw new TypeError('[alliumAdapter] takes a client, made by `createClient`')
  }
  checkOptions('alliumAdapter', options, {
    axios: [isAxios, 'what `import axios from "axios"` gives, not an instance'],
  })
  const axios = partsOf(options.axios)
  return async function alliumAdapter(config: Config) {
    const { layer, forAxios } = bothReadings(wireType(config))
    const send = await sendOptions(config, axios, layer)
    try {
      return axiosAnswer(await client.request(send), config, forAxios)
    } catch (fault) {
      throw axiosFailure(fault, config, axios, forAxios)
    }
  }
}

function isAxios(value: unknown): boolean {
  const names: Array<keyof GivenAxios> = ['Axios', 'AxiosError', 'CanceledError']
  return names.every(name => typeof Object(value)[name] === 'function')
}

function partsOf(given: GivenAxios | undefined): AxiosParts {
  if (given === undefined) return standIn
  const { Axios, AxiosError, CanceledError } = given
  // The config is whole; the defaults of the global axios have no part in it.
  const bare = new Axios({})
  return { AxiosError, CanceledError, getUri: config => bare.getUri(config) }
}
