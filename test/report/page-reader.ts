/** Reads pages of reports with an XML parser that is stricter than any browser. */
import { SaxesParser } from 'saxes'

export interface Seen { readonly elements: ReadonlySet<string>; readonly attributes: ReadonlySet<string>; readonly text: string }

/** Throws where the page is not well formed; void elements are closed for it, and attributes without a value get one. */
export function see(page: string): Seen {
  const elements = new Set<string>()
  const attributes = new Set<string>()
  let text = ''
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => {
    elements.add(tag.name)
    for (const name of Object.keys(tag.attributes)) attributes.add(name)
  })
  parser.on('text', (chunk) => { text += chunk })
  parser.on('error', (error) => { throw error })
  const body = page.replace(/^<!doctype html>/, '').replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/<(meta|input|img|br)\b([^>]*)>/g, '<$1$2/>').replaceAll(/ (checked|open)(?=\/?>)/g, ' $1=""')
  parser.write(body).close()
  return { elements, attributes, text }
}
