import { TIMER_PROMISE } from '../../packages/core/test/bare-engine.ts'

/** A script that puts a Promise built on timers in the place of the engine's own. */
export const timerPromise = `${TIMER_PROMISE}
  Promise.all = function (values) {
    return new Promise(function (resolve, reject) {
      var results = []
      var open = values.length
      if (open === 0) resolve(results)
      values.forEach(function (value, index) {
        Promise.resolve(value).then(function (result) {
          results[index] = result
          open -= 1
          if (open === 0) resolve(results)
        }, reject)
      })
    })
  }
`
