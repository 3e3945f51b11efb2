import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createNodeWx, type NetworkStatus } from '../../src/index'
import { fixtures } from '../helpers'

const test = suite('createNetworkStatus')

const { keep, close } = fixtures()
test.after.each(close)

function opened() {
  const host = keep(createNodeWx())
  const told: NetworkStatus[] = []
  const listener = (status: NetworkStatus) => told.push(status)
  host.wx.onNetworkStatusChange(listener)
  return { ...host, told, listener }
}

const gone: NetworkStatus = { isConnected: false, networkType: 'none' }
const back: NetworkStatus = { isConnected: true, networkType: 'wifi' }

test('tells when the network goes and when it comes back, each once', () => {
  const { network, told } = opened()
  network.offline = false
  assert.equal(told, [])
  network.offline = true
  network.offline = true
  assert.equal(told, [gone])
  network.offline = false
  network.offline = false
  assert.equal(told, [gone, back])
})

test('takes a network that lacks some urls for one', () => {
  const { network, told } = opened()
  network.offline = () => true
  assert.equal(told, [])
  network.offline = true
  network.offline = () => true
  assert.equal(told, [gone, back])
})

test('tells a listener no more that was removed', () => {
  const { wx, network, told, listener } = opened()
  wx.offNetworkStatusChange(() => {})
  network.offline = true
  wx.offNetworkStatusChange(listener)
  network.offline = false
  wx.onNetworkStatusChange(listener)
  wx.offNetworkStatusChange()
  network.offline = true
  assert.equal(told, [gone])
})

test('swallows what a listener throws, and tells the next', () => {
  const { wx, network, told } = opened()
  const thrown = new Error('listener')
  wx.offNetworkStatusChange()
  wx.onNetworkStatusChange(() => {
    throw thrown
  })
  wx.onNetworkStatusChange(status => told.push(status))
  network.offline = true
  assert.equal(told, [gone])
  assert.equal(network.swallowed, [thrown])
})

test.run()
