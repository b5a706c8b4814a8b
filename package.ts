import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'dist/package'
const declarations = ['api.d.ts', 'module/widget.d.ts', 'module/openfeature.d.ts']

/**
 * Makes what products install out of what is built: the modules, their types and a manifest that leaves the server's
 * dependencies out. Prints the path of the archive.
 */
function makePackage(): void {
  mkdirSync(folder, { recursive: true })
  execFileSync('npx', ['tsc', '-p', 'src/widget/module'], { stdio: 'inherit' })
  for (const path of declarations) {
    const source = readFileSync(join('dist/types', path), 'utf8')
    // As it lies here, and with the name of the script, which older compilers want.
    writeFileSync(join(folder, path.replace(/^.*\//, '')), source.replaceAll("'../api.ts'", "'./api.js'"))
  }
  const { name, version, description, type, exports, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  )
  const beside = JSON.parse(JSON.stringify(exports).replaceAll(`./${folder}/`, './'))
  const manifest = { name, version, description, type, exports: beside, sideEffects: false }
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ ...manifest, peerDependencies, peerDependenciesMeta }, undefined, 2)}\n`,
  )
  const archive = execFileSync('npm', ['pack', `./${folder}`, '--pack-destination', 'dist', '--silent'])
  console.log(join('dist', archive.toString().trim()))
}

makePackage()
