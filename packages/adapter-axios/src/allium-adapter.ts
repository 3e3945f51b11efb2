import { checkOptions } from '@allium/core'
import type { AxiosAdapter, AxiosResponse } from 'axios'
import { axiosAnswer } from './axios-answer'
import { axiosFailure } from './axios-failure'
import { bothReadings } from './both-readings'
import { isOver } from './limits'
import { progressTeller } from './progress'
import { sendOptions } from './send-options'
import { standIn } from './stand-in'
import type {
  AlliumAdapterOptions,
  AlliumClient,
  AxiosParts,
  Config,
  GivenAxios,
} from './types'
import { wireType } from './unsupported'

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
  // A method keeps its name, whatever a bundler makes of it.
  const named = {
    async alliumAdapter(config: Config): Promise<AxiosResponse> {
      const { layer, forAxios, body } = bothReadings(wireType(config))
      const progress = progressTeller(config)
      const send = await sendOptions(config, axios, layer, progress)
      try {
        const answer = axiosAnswer(await client.request(send), config, forAxios)
        if (isOver(config.maxContentLength, body())) throw tooLong(answer, axios)
        return answer
      } catch (fault) {
        throw axiosFailure(fault, config, axios, forAxios)
      } finally {
        progress.end(send, body())
      }
    },
  }
  return named.alliumAdapter
}

function tooLong({ config, request }: AxiosResponse, { AxiosError }: AxiosParts): Error {
  const message = `maxContentLength size of ${config.maxContentLength} exceeded`
  return new AxiosError(message, 'ERR_BAD_RESPONSE', config, request)
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
