/**
 * Writes the type declarations beside the built entries: one file for each source that an entry reaches. The compiler does
 * it in seconds; bundling the declarations of all entries takes gigabytes.
 */
import ts from 'typescript'
import { entry } from './bundle.config.ts'

const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { readonly config: object }
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
const program = ts.createProgram(Object.values(entry), { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: 'src', outDir: 'dist' })
const written = new Set<string>()
const { diagnostics } = program.emit(undefined, (path, text) => {
  written.add(path.replaceAll('\\', '/'))
  // What a reader of the package has beside `x.d.ts` is `x.js`.
  ts.sys.writeFile(path, text.replaceAll(/((?:from|import)\s*\(?\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'))
})
const problems = [
  ...diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  ...Object.keys(entry).filter((name) => ![...written].some((path) => path.endsWith(`dist/${name}.d.ts`))).map((name) => `no declarations of ${name}`),
]
for (const problem of problems) process.stderr.write(`${problem}\n`)
if (problems.length > 0) process.exitCode = 1
