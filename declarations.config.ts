/**
 * Writes the type declarations beside the built entries: one file for each source that an entry reaches. The compiler does
 * it in seconds; bundling the declarations of all entries takes gigabytes.
 */
import ts from 'typescript'
import { entry } from './tsup.config.ts'

const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { readonly config: object }
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
const program = ts.createProgram(Object.values(entry), { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: 'src', outDir: 'dist' })
const write: ts.WriteFileCallback = (path, text) => {
  // What a reader of the package has beside `x.d.ts` is `x.js`.
  ts.sys.writeFile(path, text.replaceAll(/((?:from|import)\s*\(?\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'))
}
const { diagnostics, emitSkipped } = program.emit(undefined, write)
for (const { messageText } of diagnostics) process.stderr.write(`${ts.flattenDiagnosticMessageText(messageText, '\n')}\n`)
if (emitSkipped || diagnostics.length > 0) process.exitCode = 1
