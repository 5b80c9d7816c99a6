import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_PROGRAM } from '../../src/cli/compiled-program.ts';
import { bundleProgram } from './bundle-program.ts';
import { cacheCompiledProgram } from './cache-compiled-program.ts';
import { cacheCompiledWasm } from './cache-compiled-wasm.ts';
import { compileContent } from './compile-content.ts';
import { bundledPackages, licensesText, THIRD_PARTY_LICENSES } from './third-party-licenses.ts';

const OUT = 'dist';

// A chunk of an earlier build would be published with this one.
rmSync(OUT, { recursive: true, force: true });
const metafile = await bundleProgram(OUT);
writeFileSync(join(OUT, THIRD_PARTY_LICENSES), licensesText(bundledPackages(metafile)));
compileContent('content', OUT);
cacheCompiledProgram(join(OUT, BUILT_PROGRAM));
cacheCompiledWasm(OUT);
