import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { FailureError, failureOf, failures, toldBy } from '../../src/node-wx/failures'

const test = suite('failures')

const nodeError = (code: string, message = code): Error =>
  Object.assign(new Error(message), { code })

test('have the words and numbers of WeChat', () => {
  assert.equal(
    Object.entries(failures).map(([, make]) => {
      const { errMsg, errno } = make('ftp://a')
      return `${errno} ${errMsg}`
    }),
    [
      '1 request:fail abort',
      '5 request:fail timeout',
      '600003 request:fail interrupted',
      '600001 request:fail errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED',
      '600001 request:fail ssl hand shake error',
      '600005 request:fail method is invalid',
      '600009 request:fail invalid url "ftp://a"',
      '600010 request:fail data serialization failed',
      '600008 request:fail errcode:-310 cronet_error_code:-310 error_msg:net::ERR_TOO_MANY_REDIRECTS',
      '600001 request:fail errcode:-311 cronet_error_code:-311 error_msg:net::ERR_UNSAFE_REDIRECT',
      '600001 request:fail errcode:-354 cronet_error_code:-354 error_msg:net::ERR_CONTENT_LENGTH_MISMATCH',
      '600001 request:fail errcode:-355 cronet_error_code:-355 error_msg:net::ERR_INCOMPLETE_CHUNKED_ENCODING',
      '600000 request:fail file not found',
      '603300 request:fail permission denied, open "ftp://a"',
    ],
  )
})

test('tell the errors of Node', () => {
  const told = (code: string, message?: string): string =>
    failureOf(nodeError(code, message)).errMsg.replace(/^.*:(?=net)/, '')
  assert.equal(
    [
      told('ECONNREFUSED'),
      told('ENOTFOUND'),
      told('EAI_AGAIN'),
      told('ECONNRESET', 'read ECONNRESET'),
      told('ECONNRESET', 'socket hang up'),
      told('EHOSTUNREACH'),
      told('ETIMEDOUT'),
      told('HPE_INVALID_CONSTANT'),
      told('ERR_INVALID_CHAR'),
      told('DEPTH_ZERO_SELF_SIGNED_CERT'),
      told('EPROTO'),
      told(
        'ECONNRESET',
        'Client network socket disconnected before secure TLS connection',
      ),
    ],
    [
      'net::ERR_CONNECTION_REFUSED',
      'net::ERR_NAME_NOT_RESOLVED',
      'net::ERR_NAME_NOT_RESOLVED',
      'net::ERR_CONNECTION_RESET',
      'net::ERR_EMPTY_RESPONSE',
      'net::ERR_ADDRESS_UNREACHABLE',
      'net::ERR_CONNECTION_TIMED_OUT',
      'net::ERR_INVALID_RESPONSE',
      'net::ERR_FAILED',
      'request:fail ssl hand shake error',
      'request:fail ssl hand shake error',
      'request:fail ssl hand shake error',
    ],
  )
})

test('give the number of the form that WeChat documents', () => {
  assert.equal(failureOf(nodeError('ECONNREFUSED')), {
    errMsg:
      'request:fail errcode:-102 cronet_error_code:-102 error_msg:net::ERR_CONNECTION_REFUSED',
    errno: 600001,
  })
})

test('pass through the form that an error already has', () => {
  const failure = failures.timeout()
  assert.is(failureOf(new FailureError(failure)), failure)
})

test('begin with the name of the function that failed', () => {
  const failure = failures.invalidUrl('request:x')
  assert.equal(toldBy('uploadFile', failure), {
    errMsg: 'uploadFile:fail invalid url "request:x"',
    errno: 600009,
  })
  assert.is(failure.errMsg, 'request:fail invalid url "request:x"')
})

test.run()
