// Takes from an engine all that is not the language of 2018. An old phone has no more.
;(function () {
  var typed = 'at findLast findLastIndex toReversed toSorted with'
  var language =
    'NaN undefined Infinity isNaN isFinite decodeURI decodeURIComponent ' +
    'encodeURI encodeURIComponent parseInt parseFloat ArrayBuffer EvalError RangeError ' +
    'ReferenceError SyntaxError TypeError URIError Proxy Reflect JSON Math Int8Array ' +
    'Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array ' +
    'Float32Array Float64Array DataView Date Error Boolean Map Number Set WeakMap ' +
    'WeakSet Object Array RegExp String Promise Symbol engine'
  var later = {
    Object: 'fromEntries hasOwn groupBy',
    Array: 'fromAsync',
    Promise: 'allSettled any try withResolvers',
    Map: 'groupBy',
    Math: 'sumPrecise f16round',
    'Array.prototype':
      'flat flatMap at findLast findLastIndex toReversed toSorted toSpliced with',
    'String.prototype':
      'trimStart trimEnd matchAll replaceAll at isWellFormed toWellFormed',
    'Symbol.prototype': 'description',
    'ArrayBuffer.prototype': 'resize transfer transferToFixedLength resizable detached',
    'Map.prototype': 'getOrInsert getOrInsertComputed',
    'Set.prototype':
      'union intersection difference symmetricDifference isSubsetOf isSupersetOf',
    'Uint8Array.prototype': 'toBase64 toHex setFromBase64 setFromHex',
    'Uint8Array.prototype.__proto__': typed,
  }
  Object.keys(later).forEach(owner => {
    var from = owner.split('.').reduce((at, name) => at[name], this)
    later[owner].split(' ').forEach(name => {
      take(from, name)
    })
  })
  var kept = language.split(' ')
  Object.getOwnPropertyNames(this).forEach(name => {
    if (kept.indexOf(name) < 0) take(this, name)
  })

  function take(from, name) {
    delete from[name]
    if (name in from) throw new Error(`this engine keeps its ${name}`)
  }
}).call(this)
