// What the packages' sources say of their options, error codes and exports.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const packages = join(import.meta.dirname, '../../packages')
const parsed = new Map()

function filesOf(name) {
  if (!parsed.has(name)) {
    const folder = join(packages, name, 'src')
    const files = readdirSync(folder, { recursive: true })
      .filter(file => file.endsWith('.ts'))
      .map(file => {
        const text = readFileSync(join(folder, file), 'utf8')
        return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
      })
    parsed.set(name, files)
  }
  return parsed.get(name)
}

function* nodesOf(name) {
  const stack = [...filesOf(name)]
  while (stack.length > 0) {
    const node = stack.pop()
    yield node
    ts.forEachChild(node, child => {
      stack.push(child)
    })
  }
}

/** The properties of an interface with what is said of their defaults. */
export function optionsOf(name, typeName) {
  for (const node of nodesOf(name)) {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== typeName) continue
    return node.members.map(member => {
      const told = toldDefault(member)
      const isRequired = member.questionToken === undefined && told === undefined
      return { name: member.name.getText(), isRequired, told }
    })
  }
  return undefined
}

/** The text behind `@default`, on one line. */
function toldDefault(member) {
  const [comment = ''] = member.getFullText().match(/\/\*\*[\s\S]*?\*\//) ?? []
  const text = comment.replace(/\*\/$/, '').replace(/^\s*\*/gm, '')
  return /@default\s+([\s\S]*)$/.exec(text)?.[1].trim().replace(/\s+/g, ' ')
}

/** What the code gives to a name that is left out: `{ timeout = 10_000 }`. */
export function codedDefaults(name, option) {
  const found = []
  for (const node of nodesOf(name)) {
    const isIt =
      ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === option
    if (isIt && node.initializer) found.push(node.initializer.getText())
  }
  return found
}

/** The texts of a union of texts. */
export function codesOf(name, typeName) {
  for (const node of nodesOf(name)) {
    if (!ts.isTypeAliasDeclaration(node) || node.name.text !== typeName) continue
    return node.type.types.map(member => member.literal.text)
  }
  return undefined
}

/** What a program can import from a package, types aside. */
export function exportsOf(name) {
  const index = filesOf(name).filter(({ fileName }) => /^(index|dom)\.ts$/.test(fileName))
  return index.flatMap(file =>
    file.statements
      .filter(node => ts.isExportDeclaration(node) && !node.isTypeOnly)
      .flatMap(node => node.exportClause?.elements ?? [])
      .filter(element => !element.isTypeOnly)
      .map(element => element.name.text),
  )
}
