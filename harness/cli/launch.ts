#!/usr/bin/env node
/** The command line's entry: turns the compile cache on before anything large is loaded. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
