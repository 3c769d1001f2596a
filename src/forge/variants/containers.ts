/** ZIP packages that two readers could read in two ways, and what is no package. */
import { concatOctets, toUtf8 } from '../../encoding/octets.ts'
import { hideEntry, renameEntry, replacing, withCentralSize } from '../edit.ts'
import type { Package } from '../page/document.ts'
import { failed } from '../variant.ts'
import type { Variant } from '../variant.ts'
import type { ForgedWorld } from '../world.ts'
import { PAGE, laterEnd } from './scenes.ts'
import type { DiagnosticCode } from '../../diagnostics/index.ts'

/** As long as the page's name. */
const STAND_IN = 'Doc_0/Pages/Page_0/Forged_.xml'

/** The signed package with another page under a stand-in name, before or after all others. */
function withForgedPage(world: ForgedWorld, where: 'first' | 'last'): Package {
  const parts = world.signed()
  const forged: readonly [string, Uint8Array] = [STAND_IN, replacing(...laterEnd(world))(parts.get(PAGE) as Uint8Array)]
  return new Map(where === 'first' ? [forged, ...parts] : [...parts, forged])
}

const container = (id: string, zh: string, en: string, clause: string, code: DiagnosticCode, make: Variant['make']): Variant => ({
  name: `ofd/container/${id}`, description: { zh, en }, clause, flags: ['TwoReaders'], make, expected: failed('FORMAT_FAILURE', code),
})

export const CONTAINERS: readonly Variant[] = [
  container('duplicate-name', '两个条目都用版面的名称：一个是签署的，一个是伪造的。', 'Two entries have the name of the page: the signed one and another.', 'attack: duplicate entry names',
    'ZIP_DUPLICATE_NAME', (world) => renameEntry(world.zip(withForgedPage(world, 'last')), STAND_IN, PAGE)),
  container('duplicate-name-first', '同上，伪造的在前。', 'The same with the other page first.', 'attack: duplicate entry names',
    'ZIP_DUPLICATE_NAME', (world) => renameEntry(world.zip(withForgedPage(world, 'first')), STAND_IN, PAGE)),
  container('name-differs-in-case', '另一版面的名称与签署的版面只有大小写之别。', 'Another page has the name of the signed one in other letters.', 'attack: names that differ in case or form only',
    'ZIP_NAME_COLLISION', (world) => renameEntry(world.zip(withForgedPage(world, 'last')), STAND_IN, 'Doc_0/Pages/Page_0/content.xml')),
  container('local-name-differs', '版面的本地文件头与中央目录名称不同。', 'The page\'s local header names another entry than the directory.', 'APPNOTE 4.3.7 against 4.3.12',
    'ZIP_HEADERS_DIFFER', (world) => renameEntry(world.ofd(), PAGE, STAND_IN, 'local')),
  container('central-size-differs', '中央目录所述版面大小与本地文件头不同。', 'The directory states another size of the page than its local header.', 'APPNOTE 4.3.7 against 4.3.12',
    'ZIP_HEADERS_DIFFER', (world) => withCentralSize(world.ofd(), PAGE, 17)),
  container('hidden-entry', '包首有中央目录未列出的版面：按本地文件头逐个读取的阅读器会显示它。', 'A page that the directory does not list stands first: readers that go from local header to local header show it.', 'APPNOTE 4.3.6; attack: entry outside the directory',
    'ZIP_HIDDEN_ENTRY', (world) => hideEntry(renameEntry(world.zip(withForgedPage(world, 'first')), STAND_IN, PAGE, 'local'), STAND_IN)),
  container('two-packages', '签署的包之前有一个无人签署的完整包。', 'A whole package that nobody signed stands before the signed one.', 'APPNOTE 4.3.1; attack: two directories',
    'ZIP_HIDDEN_ENTRY', (world) => concatOctets(world.zip(withForgedPage(world, 'last')), world.ofd())),
  container('name-traversal', '某条目解压时会写到目标目录之外。', 'An entry would be written outside the folder that the package is unpacked to.', 'APPNOTE 4.4.17.1; CWE-22',
    'ZIP_NAME_TRAVERSAL', (world) => renameEntry(world.zip(withForgedPage(world, 'last')), STAND_IN, '../../../../../../../../../../x'.slice(0, STAND_IN.length))),
  container('truncated', '末尾 200 字节缺失。', 'The last 200 octets are missing.', 'APPNOTE 4.3.16', 'ZIP_END_RECORD_MISSING', (world) => world.ofd().slice(0, -200)),
  container('not-a-package', '以证照为名的文本文件。', 'A text file with the name of a license.', 'GB/T 33190-2016 clause 7', 'INPUT_NOT_RECOGNIZED', () => toUtf8('This is no license.\n')),
]
