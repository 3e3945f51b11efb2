// Tables of options and of error codes name what the sources have, with the same defaults;
// each page of a package names all that can be imported from it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { codedDefaults, codesOf, exportsOf, optionsOf } from './sources.mjs'

const MARKED = /^<!-- (options|codes) (\S+) (\S+) -->\n+((?:\|.*\|\n)+)/gm
const README = /^packages\/[\w-]+\/README\.md$/
const UNMARKED = /(?<!-->\n)^\| option\b/im
const LITERAL = /^(-?\d[\d_.]*(?=$|,)|'[^']*'|true|false|\[[^\]]*\]|\{[^}]*\})/

/** What is wrong with the tables of a page, and how many there are. */
export function tableFaults({ path, text, isChinese }) {
  const tables = [...text.matchAll(MARKED)]
  const faults = tables.flatMap(([, kind, name, typeName, table]) => {
    const rows = rowsOf(table)
    const found =
      kind === 'options'
        ? optionFaults(name, typeName, rows, isChinese)
        : codeFaults(name, typeName, rows)
    return found.map(fault => `${path}, ${typeName}: ${fault}`)
  })
  const marks = text.match(/^<!-- (options|codes) /gm) ?? []
  if (marks.length > tables.length)
    faults.push(`${path}: a marker stands before no table`)
  if (README.test(path) && UNMARKED.test(text))
    faults.push(`${path}: a table of options has no marker`)
  return { count: tables.length, faults: [...faults, ...exportFaults(path, text)] }
}

/** Each row's names, those in the backticks of its first cell, and its last cell. */
function rowsOf(table) {
  const [, , ...rows] = table.trim().split('\n')
  return rows.map(row => {
    const cells = row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim())
    const names = [...cells[0].matchAll(/`([\w-]+)`/g)].map(([, name]) => name)
    return { names, last: cells.at(-1) }
  })
}

function optionFaults(name, typeName, rows, isChinese) {
  const options = optionsOf(name, typeName)
  if (options === undefined) return ['there is no such interface']
  const faults = namesDiffer(
    options.map(option => option.name),
    rows.flatMap(row => row.names),
  )
  for (const { names, last } of rows) {
    for (const option of options.filter(each => names.includes(each.name))) {
      faults.push(...defaultFaults(name, option, last, isChinese))
    }
  }
  return faults
}

function defaultFaults(packageName, { name, isRequired, told }, cell, isChinese) {
  if (isRequired) {
    const word = isChinese ? '必填' : 'needed'
    return cell === word ? [] : [`\`${name}\` is ${word}, and not “${cell}”`]
  }
  if (told === undefined) return cell === '' ? [`\`${name}\` has no default told`] : []
  const literal = LITERAL.exec(told)?.[0]
  if (literal !== undefined) {
    const coded = codedDefaults(packageName, name)
    const faults = cell.includes(`\`${literal}\``)
      ? []
      : [`\`${name}\` is \`${literal}\`, and not “${cell}”`]
    if (coded.length > 0 && !coded.some(text => same(text, literal))) {
      faults.push(`\`${name}\` is told to be ${literal}, and is ${coded.join(' or ')}`)
    }
    return faults
  }
  const plain = text => text.replaceAll('`', '').toLowerCase()
  // The Chinese words are for a person to compare; their numbers are those of the source.
  const numbers = text => text.match(/\d+/g) ?? []
  const isGood = isChinese
    ? cell !== '' && numbers(cell).join() === numbers(told).join()
    : plain(cell) === plain(told)
  return isGood ? [] : [`\`${name}\` is “${told}”, and not “${cell}”`]
}

function same(text, literal) {
  const plain = of => of.replace(/[\s_]/g, '').replaceAll('"', "'")
  return plain(text).includes(plain(literal))
}

function codeFaults(name, typeName, rows) {
  const codes = codesOf(name, typeName)
  if (codes === undefined) return ['there is no such type']
  return namesDiffer(
    codes,
    rows.flatMap(row => row.names),
  )
}

function namesDiffer(there, told) {
  const missing = there.filter(name => !told.includes(name))
  const unknown = told.filter(name => !there.includes(name))
  const twice = told.filter((name, at) => told.indexOf(name) !== at)
  return [
    ...missing.map(name => `\`${name}\` is missing`),
    ...unknown.map(name => `\`${name}\` is not in the sources`),
    ...twice.map(name => `\`${name}\` stands there twice`),
  ]
}

function exportFaults(path, text) {
  const name = /^(?:zh\/)?packages\/([\w-]+)\.md$/.exec(path)?.[1]
  if (name === undefined) return []
  if (!existsSync(join(import.meta.dirname, '../../packages', name))) {
    return [`${path} is the page of no package`]
  }
  return exportsOf(name)
    .filter(each => !new RegExp(`\\b${each}\\b`).test(text))
    .map(each => `${path} does not name \`${each}\`, which the package exports`)
}
