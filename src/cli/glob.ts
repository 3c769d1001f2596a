/**
 * File name patterns for shells that do not expand them: `*` and `?` within a name, `[a-z]`, `**` for any folders.
 * Matching is linear in pattern and name, so that no pattern and no hostile file name makes it hang.
 */
type Token = { readonly kind: 'star' } | { readonly kind: 'any' } | { readonly kind: 'set'; readonly has: (character: string) => boolean }

function setToken(body: string): Token {
  const negated = /^[!^]/.test(body)
  const characters = Array.from(negated ? body.slice(1) : body)
  const ranges: [string, string][] = []
  for (let index = 0; index < characters.length; index += 1) {
    const start = characters[index] as string
    const end = characters[index + 2]
    if (characters[index + 1] === '-' && end !== undefined) {
      ranges.push([start, end])
      index += 2
    } else ranges.push([start, start])
  }
  return { kind: 'set', has: (character) => ranges.some(([start, end]) => start <= character && character <= end) !== negated }
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = []
  for (let index = 0; index < pattern.length;) {
    const character = String.fromCodePoint(pattern.codePointAt(index) as number)
    const close = character === '[' ? pattern.indexOf(']', index + 2) : -1
    if (close > 0) {
      tokens.push(setToken(pattern.slice(index + 1, close)))
      index = close + 1
      continue
    }
    if (character === '*') tokens.push({ kind: 'star' })
    else if (character === '?') tokens.push({ kind: 'any' })
    else tokens.push({ kind: 'set', has: (other) => other === character })
    index += character.length
  }
  return tokens
}

/** Whether one file name fits one part of a pattern. As in shells, a leading dot must be written. */
export function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  const tokens = tokensOf(pattern)
  const characters = Array.from(name)
  let [token, position, star, after] = [0, 0, -1, 0]
  while (position < characters.length) {
    const current = tokens[token]
    if (current?.kind === 'star') {
      star = token
      after = position
      token += 1
    } else if (current !== undefined && (current.kind === 'any' || current.has(characters[position] as string))) {
      token += 1
      position += 1
    } else if (star >= 0) {
      after += 1
      token = star + 1
      position = after
    } else return false
  }
  return tokens.slice(token).every(({ kind }) => kind === 'star')
}

export function isPattern(word: string): boolean {
  return /[*?[]/.test(word)
}

/** Lists a folder: its entries in order; none when it cannot be read. */
export type ListFolder = (path: string) => Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>

/** Files that a pattern fits, in order of their paths. `**` stands for any number of folders, also none. */
export async function expandPattern(pattern: string, list: ListFolder): Promise<readonly string[]> {
  const absolute = pattern.startsWith('/')
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.')
  const found = new Set<string>()
  const visit = async (folder: string, index: number): Promise<void> => {
    const part = parts[index]
    if (part === undefined) return
    const inside = (name: string): string => (folder === '' ? name : folder === '/' ? `/${name}` : `${folder}/${name}`)
    const last = index === parts.length - 1
    if (part !== '**' && !isPattern(part) && !last) {
      await visit(inside(part), index + 1)
      return
    }
    const entries = await list(folder === '' ? '.' : folder)
    if (part === '**') await visit(folder, index + 1)
    for (const { name, isFolder } of entries) {
      if (part === '**') {
        if (isFolder && !name.startsWith('.')) await visit(inside(name), index)
        else if (!isFolder && last && !name.startsWith('.')) found.add(inside(name))
      } else if (matchesName(part, name)) {
        if (last && !isFolder) found.add(inside(name))
        else if (!last && isFolder) await visit(inside(name), index + 1)
      }
    }
  }
  await visit(absolute ? '/' : '', 0)
  return [...found].sort()
}
